import { refusal, type TableLimits } from '../table';
import type { Archive } from './archive';
import { StringText } from './string-text';
import { readPart } from './xml';

/** What a string takes besides its characters, counted in characters. */
const OVERHEAD = 8;

/** The strings that cells point to, all in memory: refused beyond the limit. */
export async function sharedStrings(
  archive: Archive,
  part: string | null,
  limits: TableLimits,
): Promise<string[]> {
  const strings: string[] = [];
  const text = new StringText();
  let characters = 0;
  if (part === null || !archive.has(part)) return strings;
  await readPart(part, archive.text(part), {
    open(name) {
      text.open(name);
    },
    text(piece) {
      text.text(piece);
    },
    close(name) {
      text.close(name);
      if (name !== 'si') return;
      const string = text.take();
      characters += string.length + OVERHEAD;
      if (characters > limits.sharedCharacters) throw refusal('table.too_much_text');
      // A copy: a part of a text keeps the whole text in memory.
      strings.push(Buffer.from(string).toString());
    },
  });
  return strings;
}
