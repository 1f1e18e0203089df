import { open } from 'node:fs/promises';
import { type ByteSource, bytesOf } from './byte-source';
import { accepted, type Kind, notAccepted, type Recognised, refused } from './kinds';
import { oleEntries } from './ole-entries';
import { zipParts } from './zip-parts';

/** What the library asks for to tell its formats apart. */
const HEAD_BYTES = 4100;

const PICTURES: Readonly<Record<string, Kind>> = {
  jpg: 'jpeg',
  png: 'png',
  apng: 'png',
  gif: 'gif',
  webp: 'webp',
};

/** The part that makes an office package what it is; producers number it now and then. */
const MAIN_PARTS: readonly (readonly [RegExp, Kind])[] = [
  [/^word\/document\d*\.xml$/, 'docx'],
  [/^xl\/workbook\d*\.xml$/, 'xlsx'],
  [/^ppt\/presentation\d*\.xml$/, 'pptx'],
];

const ROOT_STREAMS: Readonly<Record<string, Kind>> = {
  WordDocument: 'doc',
  Workbook: 'xls',
  Book: 'xls',
  'PowerPoint Document': 'ppt',
};

/** What the file is by its content, whatever it is called. */
export async function recognise(path: string, size: number): Promise<Recognised> {
  const file = await open(path, 'r');
  try {
    return await recogniseBytes(bytesOf(file, size));
  } finally {
    await file.close();
  }
}

async function recogniseBytes(source: ByteSource): Promise<Recognised> {
  const head = await source.read(0, HEAD_BYTES);
  if (head.toString('latin1', 0, 4) === 'PK\u0003\u0004') return ofZip(source);
  if (head.toString('hex', 0, 8) === 'd0cf11e0a1b11ae1') return ofOle(source);
  if (/^%PDF-[12]\.\d/.test(head.toString('latin1', 0, 8))) return accepted('pdf');
  // The library is an ES module only, and this is compiled to CommonJS.
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(head);
  // A drawing is XML to the library, and not to a browser.
  if (found === undefined || found.ext === 'xml') return notAccepted(ofText(head));
  const picture = PICTURES[found.ext];
  return picture === undefined ? notAccepted(found.ext) : accepted(picture);
}

async function ofZip(source: ByteSource): Promise<Recognised> {
  const parts = await zipParts(source);
  if (parts === null) return notAccepted('zip');
  if (parts.encrypted) return refused('encrypted');
  if (parts.names.some((name) => /(^|\/)vbaProject\.bin$/i.test(name))) return refused('macros');
  const kind = packageKind(parts.names);
  return kind === undefined ? notAccepted('zip') : accepted(kind);
}

function packageKind(names: readonly string[]): Kind | undefined {
  if (names.includes('OFD.xml')) return 'ofd';
  if (!names.includes('[Content_Types].xml') || !names.includes('_rels/.rels')) return undefined;
  return MAIN_PARTS.find(([main]) => names.some((name) => main.test(name)))?.[1];
}

async function ofOle(source: ByteSource): Promise<Recognised> {
  const entries = await oleEntries(source);
  if (entries === null) return notAccepted('ole');
  if (entries.root.includes('EncryptedPackage')) return refused('encrypted');
  if (entries.all.some((name) => /^_VBA_PROJECT(_CUR)?$/i.test(name))) return refused('macros');
  const name = entries.root.find((root) => Object.hasOwn(ROOT_STREAMS, root));
  const kind = name === undefined ? undefined : ROOT_STREAMS[name];
  return kind === undefined ? notAccepted('ole') : accepted(kind);
}

/** Names what is text, so that the refusal can say it; null for what is neither. */
function ofText(head: Buffer): string | null {
  // eslint-disable-next-line no-control-regex -- no text holds these
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(head.toString('latin1'))) return null;
  const text = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase();
  if (text.startsWith('#!')) return 'script';
  if (/^<[^>]*\bsvg\b|<svg[\s>]/.test(text)) return 'svg';
  if (/^<(!doctype html|html|head|body|script|iframe|meta)\b/.test(text)) return 'html';
  return text.startsWith('<?xml') ? 'xml' : 'txt';
}
