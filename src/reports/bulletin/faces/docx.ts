import { Document, type FileChild, Packer } from 'docx';
import { unzipSync, zipSync } from 'fflate';
import type { Bulletin } from '../bulletin';
import { say } from '../words';
import { factLines, FOOTER_STYLE, gap, HEAD, lights, line, mm, pageFooter, RED, SIZE } from './docx-parts';
import { coreProperties } from './docx-properties';
import { goals } from './docx-table';

const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(14), bottom: mm(16), left: mm(12), right: mm(12), footer: mm(7) },
};

/** Names of fonts that are on the reader's machine; none is in the file. */
const TYPE = { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '宋体' };

/** The bulletin as a document to be edited. The same bulletin gives the same bytes. */
export async function docxFace(bulletin: Bulletin): Promise<Buffer> {
  const run = { font: TYPE, size: SIZE.text, language: { eastAsia: 'zh-CN' } };
  const document = new Document({
    styles: { default: { document: { run } }, paragraphStyles: [FOOTER_STYLE] },
    sections: [
      {
        properties: { page: PAGE },
        footers: { default: pageFooter(bulletin) },
        children: bodyOf(bulletin),
      },
    ],
  });
  const properties = coreProperties(bulletin, say(bulletin.language, 'creator'));
  return fixed(await Packer.toBuffer(document, undefined, [properties]));
}

function bodyOf(bulletin: Bulletin): FileChild[] {
  const { title, subtitle, statements, table, notes } = bulletin;
  const below = table.more === null ? notes : [table.more, ...notes];
  return [
    line([{ text: title, bold: true, size: SIZE.title, color: RED, font: HEAD }], true),
    line([{ text: subtitle, size: SIZE.subtitle }], true),
    ...factLines(bulletin),
    lights(bulletin),
    gap(),
    ...statements.map(({ head, text }) => line([{ text: `${head}  `, bold: true }, { text }])),
    line([{ text: table.caption, bold: true, size: SIZE.lights }], true),
    goals(bulletin),
    gap(),
    ...below.map((text) => line([{ text, size: SIZE.small, color: '555555' }])),
  ];
}

/** A date of the format, by the local clock as the format has it. */
const LONG_AGO = new Date(1980, 0, 1);

/** The same members with the same date: a package otherwise tells when it was made. */
function fixed(packed: Buffer): Buffer {
  const members = Object.entries(unzipSync(packed)).map(([name, data]) => [
    name,
    [data, { mtime: LONG_AGO }],
  ]);
  return Buffer.from(zipSync(Object.fromEntries(members) as Parameters<typeof zipSync>[0]));
}
