import type { Bulletin } from '../bulletin';
import { atMidnight } from './at-midnight';

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => MARKUP[sign] ?? '');

/** What the document says of itself; the library would say the moment it was asked. */
export function coreProperties(
  { title, asOf, language }: Bulletin,
  creator: string,
): { readonly path: string; readonly data: string } {
  const at = `${atMidnight(asOf).toISOString().slice(0, 19)}Z`;
  const data = `<?xml version="1.0" encoding="UTF-8"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(creator)}</dc:creator><dc:language>${language}</dc:language><cp:lastModifiedBy>${escaped(creator)}</cp:lastModifiedBy><cp:revision>1</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${at}</dcterms:modified></cp:coreProperties>`;
  return { path: 'docProps/core.xml', data };
}
