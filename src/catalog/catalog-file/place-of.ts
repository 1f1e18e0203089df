import { openFile } from './open-file';
import type { FilePlace } from './problem';

/** What a file may write instead of a field. */
const INSTEAD: Readonly<Record<string, string>> = { deadline: 'year', stages: 'follows', unit_zh: 'unit' };

/** Where in a file that was read before a thing of a section has this field; where it begins if it has none. */
export function placeOf(text: string, section: string, code: string, field: string): FilePlace | undefined {
  const items = openFile(text).root?.fields([section])?.get(section)?.items() ?? [];
  return items
    .find((item) => item.fields(['code'])?.get('code')?.text() === code)
    ?.whereIs(field, INSTEAD[field]);
}
