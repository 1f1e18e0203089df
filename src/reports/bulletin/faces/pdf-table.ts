import type { Bulletin, Row } from '../bulletin';
import type { Cell } from '../table';
import { COLOURS, MARK } from './lights';
import { BOTTOM, MARGIN, MM, SIZE, WIDTH } from './pdf-page';

type Doc = PDFKit.PDFDocument;

const PAD = { x: MM, y: 0.8 * MM };
const LINE = '#777777';

interface Place {
  readonly x: number;
  readonly width: number;
  readonly right: boolean;
}

/** The table from where the page stands, its head again on every page that follows. No row is cut in two. */
export function drawTable(doc: Doc, bulletin: Bulletin): void {
  const { table } = bulletin;
  const places = placesOf(bulletin);
  doc.font('bold').fontSize(SIZE.caption).fillColor('black');
  doc.text(table.caption, MARGIN.side, doc.y + MM, { width: WIDTH, align: 'center' });
  let y = drawHeader(doc, bulletin, places, doc.y + MM);
  for (const row of table.rows) {
    const height = Math.max(...row.cells.map((cell, index) => heightOf(doc, cell, places[index])));
    if (y + height > BOTTOM) {
      doc.addPage();
      y = drawHeader(doc, bulletin, places, MARGIN.top);
    }
    drawRow(doc, bulletin, row, { y, height, places });
    y += height;
  }
  doc.y = y;
}

function placesOf({ table }: Bulletin): Place[] {
  const whole = table.columns.reduce((sum, { width }) => sum + width, 0);
  let x = MARGIN.side;
  return table.columns.map((column) => {
    const width = (WIDTH * column.width) / whole;
    x += width;
    return { x: x - width, width, right: column.right };
  });
}

/** Returns where the rows begin. */
function drawHeader(doc: Doc, { table }: Bulletin, places: readonly Place[], y: number): number {
  doc.font('bold').fontSize(SIZE.cell);
  const inner = (index: number): number => (places[index]?.width ?? 0) - 2 * PAD.x;
  const heights = table.columns.map(({ head }, index) => doc.heightOfString(head, { width: inner(index) }));
  const height = Math.max(...heights) + 2 * PAD.y;
  table.columns.forEach(({ head }, index) => {
    const { x, width } = places[index] as Place;
    doc.lineWidth(0.5).rect(x, y, width, height).fillAndStroke('#F2F2F2', LINE);
    const top = y + (height - (heights[index] ?? 0)) / 2;
    doc.fillColor('black').text(head, x + PAD.x, top, { width: width - 2 * PAD.x, align: 'center' });
  });
  return y + height;
}

function heightOf(doc: Doc, { main, sub }: Cell, place: Place | undefined): number {
  const width = (place?.width ?? WIDTH) - 2 * PAD.x;
  doc.font('regular');
  const text = doc.fontSize(SIZE.cell).heightOfString(main, { width });
  const below = sub === null ? 0 : doc.fontSize(SIZE.small).heightOfString(sub, { width });
  return text + below + 2 * PAD.y;
}

function drawRow(
  doc: Doc,
  { lightColumn }: Bulletin,
  { cells, light }: Row,
  { y, height, places }: { y: number; height: number; places: readonly Place[] },
): void {
  cells.forEach(({ main, sub }, index) => {
    const { x, width, right } = places[index] as Place;
    const inside = { width: width - 2 * PAD.x, align: right ? 'right' : 'left' } as const;
    doc.lineWidth(0.5).strokeColor(LINE).rect(x, y, width, height).stroke();
    doc.font('regular').fontSize(SIZE.cell);
    const marked = index === lightColumn && light !== null ? doc.widthOfString(`${MARK} `) : 0;
    if (marked > 0 && light !== null)
      doc.fillColor(COLOURS[light]).text(MARK, x + PAD.x, y + PAD.y, { lineBreak: false });
    doc
      .fillColor('black')
      .text(main, x + PAD.x + marked, y + PAD.y, { ...inside, width: inside.width - marked });
    if (sub !== null)
      doc
        .fontSize(SIZE.small)
        .fillColor('#444444')
        .text(sub, x + PAD.x, doc.y, inside);
  });
}
