import { type Encoding, refusal } from '../table';
import { decoded } from './decode';

/** Where a file stops being text in an encoding: its line, and how much beyond ASCII was well encoded before. */
interface Break {
  readonly line: number;
  readonly beyondAscii: number;
}

const MARKS: readonly (readonly [string, Encoding])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

/** GB18030 passes for UTF-8 over a few characters by chance, never over this many. */
const SURELY_UTF_8 = 16;

/** One in so many pairs of bytes is ASCII in any table: separators, digits, ends of lines. */
const PAIRS_FOR_ONE_ASCII = 32;

/**
 * The encoding of a whole file: by its byte order mark, else UTF-16 by its zero bytes, else strictly UTF-8, else strictly
 * GB18030. Throws a TableRefusal that names the line where none fits.
 */
export async function detectEncoding(path: string, head: Buffer): Promise<Encoding> {
  const marked = MARKS.find(([mark]) => head.toString('hex', 0, 3).startsWith(mark))?.[1];
  const certain = marked ?? (head.includes(0) ? utf16Of(head) : null);
  if (certain === null) return utf8OrGb18030(path);
  const broken = await breakOf(path, certain);
  if (broken === null) return certain;
  throw refusal('table.encoding_broken', { encoding: certain.toUpperCase() }, broken.line);
}

async function utf8OrGb18030(path: string): Promise<Encoding> {
  const notUtf8 = await breakOf(path, 'utf-8');
  if (notUtf8 === null) return 'utf-8';
  if (notUtf8.beyondAscii >= SURELY_UTF_8) throw refusal('table.encoding', {}, notUtf8.line);
  const notGb18030 = await breakOf(path, 'gb18030');
  if (notGb18030 === null) return 'gb18030';
  throw refusal('table.encoding', {}, Math.max(notUtf8.line, notGb18030.line));
}

/** Of text without a mark, the zero halves of ASCII all lie on one side; anything else with zeros is no text. */
function utf16Of(head: Buffer): Encoding {
  const zeros = { even: 0, odd: 0 };
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2 === 0 ? 'even' : 'odd'] += 1;
  const enough = (zeros.even + zeros.odd) * PAIRS_FOR_ONE_ASCII >= head.length / 2;
  if (!enough || (zeros.even > 0 && zeros.odd > 0)) throw refusal('table.binary');
  return zeros.even === 0 ? 'utf-16le' : 'utf-16be';
}

/** Where the decoder had to put a replacement; null where the whole file is well encoded. */
async function breakOf(path: string, encoding: Encoding): Promise<Break | null> {
  let line = 1;
  let beyondAscii = 0;
  for await (const text of decoded(path, encoding, false)) {
    const at = text.indexOf('\ufffd');
    const sound = at < 0 ? text : text.slice(0, at);
    line += sound.match(/\n/g)?.length ?? 0;
    beyondAscii += sound.match(/[^\0-\x7f]/g)?.length ?? 0;
    if (at >= 0) return { line, beyondAscii };
  }
  return null;
}
