import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  type IRunOptions,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import { unzipSync, zipSync } from 'fflate';
import type { Bulletin, Row } from '../bulletin';
import type { Cell } from '../table';
import { say } from '../words';
import { COLOURS, MARK } from './lights';
import { coreProperties } from './docx-properties';

/** Twentieths of a point, as the format counts. */
const TWIPS_OF_MM = 1440 / 25.4;
const mm = (millimetres: number): number => Math.round(millimetres * TWIPS_OF_MM);

/** Half points. */
const SIZE = { title: 40, subtitle: 22, text: 19, lights: 22, cell: 16, small: 14 };
const RED = 'B30000';

/** The bulletin as a document to be edited. The same bulletin gives the same bytes. */
export async function docxFace(bulletin: Bulletin): Promise<Buffer> {
  const { language, title, subtitle, table, notes } = bulletin;
  const fonts = {
    ascii: 'Times New Roman',
    hAnsi: 'Times New Roman',
    cs: 'Times New Roman',
    eastAsia: '宋体',
  };
  const below = table.more === null ? notes : [table.more, ...notes];
  const document = new Document({
    styles: {
      default: { document: { run: { font: fonts, size: SIZE.text, language: { eastAsia: 'zh-CN' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(210), height: mm(297) },
            margin: { top: mm(14), bottom: mm(16), left: mm(12), right: mm(12), footer: mm(7) },
          },
        },
        footers: { default: pageFooter(bulletin) },
        children: [
          line([{ text: title, bold: true, size: SIZE.title, color: RED }], true),
          line([{ text: subtitle, size: SIZE.subtitle }], true),
          ...factLines(bulletin),
          lights(bulletin),
          ...bulletin.statements.map(({ head, text }) => line([{ text: `${head}  `, bold: true }, { text }])),
          line([{ text: table.caption, bold: true, size: SIZE.lights }], true),
          goals(bulletin),
          ...below.map((text) => line([{ text, size: SIZE.small, color: '555555' }])),
        ],
      },
    ],
  });
  const packed = await Packer.toBuffer(document, undefined, [
    coreProperties(bulletin, say(language, 'creator')),
  ]);
  return fixed(packed);
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

const line = (runs: readonly IRunOptions[], centred = false): Paragraph =>
  new Paragraph({
    spacing: { after: mm(1) },
    ...(centred ? { alignment: AlignmentType.CENTER } : {}),
    children: runs.map((run) => new TextRun(run)),
  });

/** Two to a line, between rules of red as the head of an official paper has them. */
function factLines({ facts }: Bulletin): Paragraph[] {
  const pairs = Array.from({ length: Math.ceil(facts.length / 2) }, (_, at) =>
    facts.slice(2 * at, 2 * at + 2),
  );
  return pairs.map(
    (pair, index) =>
      new Paragraph({
        tabStops: [{ type: TabStopType.LEFT, position: mm(93) }],
        border: {
          ...(index === 0 ? { top: { style: BorderStyle.SINGLE, size: 16, space: 4, color: RED } } : {}),
          ...(index === pairs.length - 1
            ? { bottom: { style: BorderStyle.SINGLE, size: 4, space: 4, color: RED } }
            : {}),
        },
        spacing: { after: index === pairs.length - 1 ? mm(3) : 0 },
        children: pair.flatMap(({ label, text }, side) => [
          new TextRun({ text: `${side === 0 ? '' : '\t'}${label}  `, color: '555555' }),
          new TextRun(text),
        ]),
      }),
  );
}

function lights({ lights, language }: Bulletin): Table {
  const width = 186 / lights.length;
  const cells = lights.map(({ light, word, count }) =>
    cellOf(width, [
      line(
        [
          { text: `${MARK} `, color: COLOURS[light].slice(1), size: SIZE.lights },
          { text: `${word}  ${say(language, 'lights.count', { count })}`, bold: true, size: SIZE.lights },
        ],
        true,
      ),
    ]),
  );
  return tableOf(
    lights.map(() => width),
    [new TableRow({ children: cells })],
  );
}

function goals(bulletin: Bulletin): Table {
  const { columns, rows } = bulletin.table;
  const head = columns.map(({ head, width }) =>
    cellOf(width, [line([{ text: head, bold: true, size: SIZE.cell }], true)], 'F2F2F2'),
  );
  return tableOf(
    columns.map(({ width }) => width),
    [
      new TableRow({ tableHeader: true, cantSplit: true, children: head }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: goalCells(row, bulletin) })),
    ],
  );
}

function goalCells({ cells, light }: Row, { table, lightColumn }: Bulletin): TableCell[] {
  return cells.map((cell, index) => {
    const { width, right } = table.columns[index] ?? { width: 0, right: false };
    const mark = index === lightColumn && light !== null ? COLOURS[light].slice(1) : null;
    return cellOf(width, textOf(cell, right, mark));
  });
}

function textOf({ main, sub }: Cell, right: boolean, mark: string | null): Paragraph[] {
  const alignment = right ? AlignmentType.RIGHT : AlignmentType.LEFT;
  const marked = mark === null ? [] : [new TextRun({ text: `${MARK} `, color: mark, size: SIZE.cell })];
  const first = new Paragraph({
    alignment,
    children: [...marked, new TextRun({ text: main, size: SIZE.cell })],
  });
  if (sub === null) return [first];
  return [
    first,
    new Paragraph({ alignment, children: [new TextRun({ text: sub, size: SIZE.small, color: '444444' })] }),
  ];
}

const cellOf = (width: number, children: Paragraph[], fill?: string): TableCell =>
  new TableCell({
    width: { size: mm(width), type: WidthType.DXA },
    margins: { top: mm(0.6), bottom: mm(0.6), left: mm(1), right: mm(1) },
    verticalAlign: VerticalAlign.CENTER,
    ...(fill === undefined ? {} : { shading: { fill } }),
    children,
  });

const tableOf = (widths: readonly number[], rows: TableRow[]): Table =>
  new Table({
    width: { size: mm(186), type: WidthType.DXA },
    columnWidths: widths.map(mm),
    layout: TableLayoutType.FIXED,
    rows,
  });

function pageFooter({ footer, language }: Bulletin): Footer {
  const run = (children: IRunOptions['children']): TextRun =>
    new TextRun({ children: children ?? [], size: SIZE.small, color: '555555' });
  const [before = '', between = '', after = ''] = say(language, 'page', { page: '\n', pages: '\n' }).split(
    '\n',
  );
  return new Footer({
    children: [
      new Paragraph({
        children: [
          run([`${footer}    `]),
          run([before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after]),
        ],
      }),
    ],
  });
}
