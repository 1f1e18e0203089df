import type { Qualifier } from '../goal/terms';

/** Longer words first where one begins another. */
const BEFORE: readonly (readonly [RegExp, Qualifier])[] = [
  [/^(?:已?突破|已?超过|超出|高于|大于|多于|超|逾|>=|≥|>)/, '>='],
  [/^(?:不足|不到|未满|未到|低于|少于|小于|<=|≤|<)/, '<='],
  [/^(?:大约|约为|约|大概|接近|将近|近|~|≈)/, '~'],
];
const AFTER: readonly (readonly [RegExp, Qualifier])[] = [
  [/(?:以上|多|余)$/, '>='],
  [/(?:以下|以内)$/, '<='],
  [/(?:左右|上下)$/, '~'],
];

/** What words say of a figure, and the figure without them. `clash` where they say two things. */
export interface Qualified {
  readonly rest: string;
  readonly qualifier: Qualifier | null;
  readonly clash: boolean;
}

/** Takes the words off: "突破1.2亿" is over "1.2亿", "约 50 左右" about "50". */
export function qualified(text: string): Qualified {
  const before = withoutWords(text, BEFORE);
  const after = withoutWords(before.rest, AFTER);
  const said = [before.qualifier, after.qualifier].filter((qualifier) => qualifier !== null);
  return {
    rest: after.rest,
    qualifier: said[0] ?? null,
    clash: said.some((qualifier) => qualifier !== said[0]),
  };
}

function withoutWords(text: string, list: typeof BEFORE): Omit<Qualified, 'clash'> {
  const found = list.find(([words]) => words.test(text));
  return found === undefined
    ? { rest: text, qualifier: null }
    : { rest: text.replace(found[0], '').trim(), qualifier: found[1] };
}
