import {
  AlignmentType,
  BorderStyle,
  Footer,
  type IRunOptions,
  LineRuleType,
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
import type { Bulletin } from '../bulletin';
import { say } from '../words';
import { COLOURS, MARK } from './lights';

/** Twentieths of a point, as the format counts. */
const TWIPS_OF_MM = 1440 / 25.4;
export const mm = (millimetres: number): number => Math.round(millimetres * TWIPS_OF_MM);

/** Half points. */
export const SIZE = { title: 40, subtitle: 22, text: 19, lights: 22, cell: 16, small: 14 };
export const RED = 'B30000';
export const HEAD = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '黑体' };

export const line = (runs: readonly IRunOptions[], centred = false): Paragraph =>
  new Paragraph({
    spacing: { after: mm(1) },
    ...(centred ? { alignment: AlignmentType.CENTER } : {}),
    children: runs.map((run) => new TextRun(run)),
  });

/** Two tables, or a table and what follows, do not touch. */
export const gap = (): Paragraph =>
  new Paragraph({ spacing: { after: 0, line: mm(2), lineRule: LineRuleType.EXACT } });

/** Two to a line, between rules of red as the head of an official paper has them. */
export function factLines({ facts }: Bulletin): Paragraph[] {
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

export function lights({ lights, language }: Bulletin): Table {
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

export const cellOf = (width: number, children: Paragraph[], fill?: string): TableCell =>
  new TableCell({
    width: { size: mm(width), type: WidthType.DXA },
    margins: { top: mm(0.6), bottom: mm(0.6), left: mm(1), right: mm(1) },
    verticalAlign: VerticalAlign.CENTER,
    ...(fill === undefined ? {} : { shading: { fill } }),
    children,
  });

export const tableOf = (widths: readonly number[], rows: TableRow[]): Table =>
  new Table({
    width: { size: mm(186), type: WidthType.DXA },
    columnWidths: widths.map(mm),
    layout: TableLayoutType.FIXED,
    rows,
  });

/** The look of the footer is a style: what a field of a page number is set in, some readers take from there. */
export const FOOTER_STYLE = { id: 'Clocks', name: 'Clocks', run: { size: SIZE.small, color: '555555' } };

export function pageFooter({ footer, language }: Bulletin): Footer {
  const [before = '', between = '', after = ''] = say(language, 'page', { page: '\n', pages: '\n' }).split(
    '\n',
  );
  const parts = [`${footer}    `, before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after];
  const children = parts.map((part) => new TextRun({ children: [part] }));
  return new Footer({ children: [new Paragraph({ style: FOOTER_STYLE.id, children })] });
}
