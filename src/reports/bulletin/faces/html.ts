import { createHash } from 'node:crypto';
import type { Bulletin, Row } from '../bulletin';
import { type Cell, COLUMNS } from '../table';
import { say } from '../words';
import { COLOURS, MARK } from './lights';

const whole = COLUMNS.reduce((sum, { width }) => sum + width, 0);
const widths = COLUMNS.map(
  ({ width }, index) => `th:nth-child(${index + 1}) { width: ${((100 * width) / whole).toFixed(2)}%; }`,
).join('\n');
const marks = Object.entries(COLOURS)
  .map(([light, colour]) => `.${light} { color: ${colour}; }`)
  .join('\n');

/** The one style sheet of the page; its digest is what the policy of the answer allows. */
const STYLE = `
@page { size: A4 portrait; margin: 14mm 12mm 16mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 186mm; color: #111; background: #fff; line-height: 1.5;
  font: 9.5pt/1.5 "Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC", SimSun, "Songti SC", serif; }
h1 { margin: 0; padding-top: 2mm; text-align: center; font-size: 20pt; line-height: 1.3; color: #b30000; }
.as-of { margin: 1mm 0 2mm; text-align: center; font-size: 11pt; }
dl { display: grid; grid-template-columns: repeat(2, auto 1fr); gap: 0 3mm; margin: 0; padding: 2mm 0;
  border-top: 2pt solid #b30000; border-bottom: .5pt solid #b30000; }
dt { color: #555; }
dd { margin: 0; }
.lights { display: flex; gap: 2mm; margin: 3mm 0 2mm; padding: 0; list-style: none; }
.lights li { flex: 1; padding: 1mm 0; border: .5pt solid #999; text-align: center; }
.lights b { font-size: 13pt; }
p { margin: 0 0 1mm; text-align: justify; }
p b { margin-right: 1mm; }
h2 { margin: 3mm 0 1mm; font-size: 11pt; text-align: center; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 8pt; line-height: 1.35; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { padding: .8mm 1mm; border: .5pt solid #777; vertical-align: top; overflow-wrap: anywhere; text-align: left; }
th { background: #f2f2f2; text-align: center; vertical-align: middle; }
td.number { text-align: right; }
td small { display: block; font-size: 7pt; color: #444; }
footer { margin-top: 2mm; font-size: 7.5pt; color: #444; }
footer p { text-align: left; }
.mark { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
${widths}
${marks}
@media screen { body { max-width: 194mm; padding: 10mm 4mm; } }
@media screen and (max-width: 640px) {
  h1 { font-size: 16pt; }
  dl { grid-template-columns: auto 1fr; }
  .lights { flex-wrap: wrap; }
  .lights li { flex: 1 0 26%; }
  .rows { overflow-x: auto; }
  table { min-width: 170mm; }
}
`;

/** What a strict policy has to allow of the page: its style, by digest. Nothing in it is run or fetched. */
export const STYLE_DIGEST = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** The page, ready for print on A4, whole in itself. */
export function htmlFace(bulletin: Bulletin): string {
  const { language, title, subtitle, statements, table, notes, footer } = bulletin;
  return `<!DOCTYPE html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escaped(title)}</h1>
<div class="as-of">${escaped(subtitle)}</div>
<dl>${bulletin.facts.map(({ label, text }) => `<dt>${escaped(label)}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>
${lights(bulletin)}
${statements.map(({ head, text }) => `<p><b>${escaped(head)}</b>${escaped(text)}</p>`).join('\n')}
<h2>${escaped(table.caption)}</h2>
<div class="rows" tabindex="0">
<table>
${columns(bulletin)}
<tbody>
${table.rows.map((row) => rowOf(row, bulletin)).join('\n')}
</tbody>
</table>
</div>
<footer>
${[...(table.more === null ? [] : [table.more]), ...notes, footer].map((one) => `<p>${escaped(one)}</p>`).join('\n')}
</footer>
</body>
</html>
`;
}

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => MARKUP[sign] ?? '');

const mark = (light: string | null): string =>
  light === null ? '' : `<span class="mark ${light}" aria-hidden="true">${MARK}</span> `;

function lights({ lights, language }: Bulletin): string {
  const items = lights.map(
    ({ light, word, count }) =>
      `<li>${mark(light)}${escaped(word)} <b>${escaped(say(language, 'lights.count', { count }))}</b></li>`,
  );
  return `<ul class="lights">${items.join('')}</ul>`;
}

function columns({ table }: Bulletin): string {
  const heads = table.columns.map(({ head }) => `<th scope="col">${escaped(head)}</th>`);
  return `<thead><tr>${heads.join('')}</tr></thead>`;
}

function rowOf({ light, cells }: Row, { table, lightColumn }: Bulletin): string {
  const shown = cells.map((cell, index) => {
    const number = table.columns[index]?.right === true ? ' class="number"' : '';
    return `<td${number}>${index === lightColumn ? mark(light) : ''}${content(cell)}</td>`;
  });
  return `<tr>${shown.join('')}</tr>`;
}

const content = ({ main, sub }: Cell): string =>
  escaped(main) + (sub === null ? '' : `<small>${escaped(sub)}</small>`);
