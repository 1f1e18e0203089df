import type { TermsContent } from './goals.dto';
import { mergeTerms } from './merge-terms';

const SAID: TermsContent = {
  comparator: '>=',
  target: '1265',
  baseline: { value: '1214.54', at: '2024-12-31', qualifier: '=', basis: 'stated' },
  startOn: null,
  deadline: '2025-12-31',
  deadlineBasis: 'stated',
  stages: [],
  graceDays: 45,
  preset: 'standard',
  presetOnTrack: null,
  presetBehind: null,
};
const said = (changes: Partial<TermsContent>): TermsContent => ({ ...SAID, ...changes });

describe('a file that was loaded before', () => {
  it.each<[string, Partial<TermsContent>, Partial<TermsContent>, Partial<TermsContent>, string[]]>([
    ['says the same', {}, { target: '1240' }, { target: '1240' }, []],
    ['says the same with other digits', { target: '1265.0' }, { target: '1240' }, { target: '1240' }, []],
    ['says something of a goal that nobody changed', { target: '1250' }, {}, { target: '1250' }, []],
    [
      'says another field than was changed in the product',
      { deadline: '2026-06-30' },
      { target: '1240' },
      { target: '1240', deadline: '2026-06-30' },
      [],
    ],
    [
      'says what was changed in the product, and the same',
      { target: '1240', graceDays: 30 },
      { target: '1240.0' },
      { target: '1240', graceDays: 30 },
      [],
    ],
    [
      'says what was changed in the product, and something else',
      { target: '1250', graceDays: 30 },
      { target: '1240' },
      { target: '1250', graceDays: 30 },
      ['target'],
    ],
    [
      'takes a baseline away that was corrected in the product',
      { baseline: null },
      { baseline: { value: '1214.55', at: '2024-12-31', qualifier: '=', basis: 'stated' } },
      { baseline: null },
      ['baseline'],
    ],
  ])('%s', (_what, now, current, content, contested) => {
    const merged = mergeTerms(SAID, said(now), said(current));
    expect([merged.content, merged.contested]).toEqual([said(content), contested]);
  });
});
