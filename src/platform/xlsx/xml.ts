/** The longest text of a cell, in UTF-16 units. A spreadsheet calls a file with a longer one damaged. */
const LONGEST = 32_767;

/*
 * What XML takes for markup, what it cannot hold or would change (a carriage return becomes a line feed), and what
 * would read as our way of writing that. With the flag u a surrogate matches only where it stands alone.
 */
const UNSAFE = /[&<>"]|_(?=x[0-9A-Fa-f]{4}_)|(?![\t\n])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for an element or an attribute; what XML cannot hold goes as `_xHHHH_`, which every spreadsheet undoes. */
export const xmlText = (text: string): string =>
  cut(text).replace(UNSAFE, (one) => MARKUP[one] ?? named(one));

const named = (one: string): string => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** What does not fit is cut between two characters, and says so with its last. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
