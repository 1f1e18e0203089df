import type { Separator } from '../table';

const SEPARATORS: readonly Separator[] = ['\t', ',', ';'];

/** The separator that the first line with anything in it has most of, outside its quotes; a comma where it has none. */
export function separatorOf(start: string): Separator {
  const first = start.split(/[\r\n]+/).find((line) => line.trim() !== '') ?? '';
  const bare = first.replace(/"[^"]*"/g, '');
  const counts = SEPARATORS.map((separator) => ({ separator, count: bare.split(separator).length - 1 }));
  const most = counts.reduce((best, next) => (next.count > best.count ? next : best));
  return most.count === 0 ? ',' : most.separator;
}
