import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { atMidnight } from './at-midnight';
import type { Bulletin } from '../bulletin';
import { say } from '../words';
import { fonts } from './fonts';
import { COLOURS, MARK } from './lights';
import { BOTTOM, MARGIN, MM, SIZE, WIDTH } from './pdf-page';
import { drawTable } from './pdf-table';

type Doc = PDFKit.PDFDocument;

const RED = '#B30000';
const QUIET = '#555555';

/** The bulletin on pages of A4. The same bulletin gives the same bytes. */
export async function pdfFace(bulletin: Bulletin): Promise<Buffer> {
  const { regular, bold } = await fonts();
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN.top, bottom: 0, left: MARGIN.side, right: MARGIN.side },
    bufferPages: true,
    lang: bulletin.language,
    displayTitle: true,
    info: {
      Title: bulletin.title,
      Creator: say(bulletin.language, 'creator'),
      Producer: say(bulletin.language, 'creator'),
      CreationDate: atMidnight(bulletin.asOf),
      ModDate: atMidnight(bulletin.asOf),
    },
  });
  doc.registerFont('regular', regular).registerFont('bold', bold);
  const bytes = buffer(doc);
  drawHead(doc, bulletin);
  drawLights(doc, bulletin);
  drawStatements(doc, bulletin);
  drawTable(doc, bulletin);
  drawNotes(doc, bulletin);
  drawFooters(doc, bulletin);
  doc.end();
  return bytes;
}

function drawHead(doc: Doc, { title, subtitle, facts }: Bulletin): void {
  const middle = { width: WIDTH, align: 'center' } as const;
  doc.font('bold').fontSize(20).fillColor(RED).text(title, MARGIN.side, MARGIN.top, middle);
  doc.font('regular').fontSize(11).fillColor('black').text(subtitle, middle);
  let y = doc.y + 2 * MM;
  rule(doc, y, 2);
  y += 1.5 * MM;
  const half = WIDTH / 2;
  const label = 22 * MM;
  for (let first = 0; first < facts.length; first += 2) {
    const pair = facts.slice(first, first + 2);
    const drawn = pair.map(({ label: head, text }, side) => {
      const x = MARGIN.side + side * half;
      doc.fontSize(SIZE.text).fillColor(QUIET).text(head, x, y, { width: label });
      doc.fillColor('black').text(text, x + label, y, { width: half - label - MM });
      return doc.y;
    });
    y = Math.max(...drawn) + 0.5 * MM;
  }
  rule(doc, y + MM, 0.5);
  doc.y = y + 3 * MM;
}

function rule(doc: Doc, y: number, width: number): void {
  doc.lineWidth(width).strokeColor(RED);
  doc
    .moveTo(MARGIN.side, y)
    .lineTo(MARGIN.side + WIDTH, y)
    .stroke();
}

function drawLights(doc: Doc, { lights, language }: Bulletin): void {
  const gap = 2 * MM;
  const width = (WIDTH - gap * (lights.length - 1)) / lights.length;
  const height = 8 * MM;
  const y = doc.y;
  lights.forEach(({ light, word, count }, index) => {
    const x = MARGIN.side + index * (width + gap);
    doc.lineWidth(0.5).strokeColor('#999999').rect(x, y, width, height).stroke();
    const text = `${word}  ${say(language, 'lights.count', { count })}`;
    doc.font('bold').fontSize(SIZE.lights);
    const marked = doc.widthOfString(`${MARK} `);
    const start = x + (width - marked - doc.widthOfString(text)) / 2;
    const top = y + (height - doc.currentLineHeight()) / 2;
    doc.fillColor(COLOURS[light]).text(MARK, start, top, { lineBreak: false });
    doc.fillColor('black').text(text, start + marked, top, { lineBreak: false });
  });
  doc.y = y + height + 2.5 * MM;
}

function drawStatements(doc: Doc, { statements }: Bulletin): void {
  doc.fontSize(SIZE.text).fillColor('black');
  for (const { head, text } of statements) {
    doc.font('bold').text(`${head}  `, MARGIN.side, doc.y, { width: WIDTH, lineGap: 1.5, continued: true });
    doc.font('regular').text(text, { width: WIDTH, lineGap: 1.5 });
    doc.y += 0.8 * MM;
  }
}

function drawNotes(doc: Doc, { table, notes }: Bulletin): void {
  const lines = table.more === null ? notes : [table.more, ...notes];
  doc.font('regular').fontSize(SIZE.small).fillColor(QUIET);
  const height = lines.reduce((sum, line) => sum + doc.heightOfString(line, { width: WIDTH }), 0);
  if (doc.y + 2 * MM + height > BOTTOM) doc.addPage();
  else doc.y += 2 * MM;
  for (const line of lines) doc.text(line, MARGIN.side, doc.y, { width: WIDTH });
}

/** Drawn when the number of pages is known. */
function drawFooters(doc: Doc, { footer, language }: Bulletin): void {
  const { count } = doc.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    doc.switchToPage(page);
    doc.font('regular').fontSize(SIZE.small).fillColor(QUIET);
    const y = BOTTOM + 2 * MM;
    doc.text(footer, MARGIN.side, y, { lineBreak: false });
    const number = say(language, 'page', { page: page + 1, pages: count });
    doc.text(number, MARGIN.side + WIDTH - doc.widthOfString(number), y, { lineBreak: false });
  }
}
