/** What a number format makes of a number. A month or a year is a day of which no more is shown. */
export type NumberKind = 'number' | 'percent' | 'day' | 'month' | 'year';

/** Formats that have a number and no text; 27 to 58 as Chinese spreadsheets show them. */
const BUILT_IN: readonly (readonly [NumberKind, readonly number[]])[] = [
  ['percent', [9, 10]],
  ['day', [14, 15, 16, 22, 28, 29, 30, 31, 51, 53, 54, 58]],
  ['month', [17, 27, 36, 50, 52, 57]],
];

export const builtInKind = (id: number): NumberKind =>
  BUILT_IN.find(([, ids]) => ids.includes(id))?.[0] ?? 'number';

/** In this order: the first that the letters of a format fit. Months and minutes share a letter. */
const KINDS: readonly (readonly [RegExp, NumberKind])[] = [
  [/^general$/, 'number'],
  [/%/, 'percent'],
  [/d/, 'day'],
  [/y.*m|m.*y/, 'month'],
  [/y/, 'year'],
  [/^[^hs0#]*m[^hs0#]*$/, 'month'],
];

/** By the format's first section, without its literal text: `yyyy"年"m"月"` is a month, `0.00%` a percentage. */
export function kindOfFormat(code: string): NumberKind {
  const bare = code.replace(/"[^"]*"?|\\.|\[[^\]]*\]|[_*]./g, '').split(';')[0] ?? '';
  return KINDS.find(([letters]) => letters.test(bare.toLowerCase()))?.[1] ?? 'number';
}
