import { AlignmentType, Paragraph, type Table, type TableCell, TableRow, TextRun } from 'docx';
import type { Bulletin, Row } from '../bulletin';
import type { Cell } from '../table';
import { cellOf, line, SIZE, tableOf } from './docx-parts';
import { COLOURS, MARK } from './lights';

/** The goals, the head again on every page; no row is cut in two. */
export function goals(bulletin: Bulletin): Table {
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
