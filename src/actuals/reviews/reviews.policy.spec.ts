import { type Fate, fateOf, problemOf } from './reviews.policy';

const ME = 7;
const facts = (state: string, enteredBy: number | null, latest = 2) => ({ state, enteredBy, latest });

describe('what a decision would come to', () => {
  it.each<[string, Parameters<typeof fateOf>[0], string, Fate]>([
    ['there is none, or none in reach', undefined, '"1.submitted"', 'not_found'],
    ['another’s, seen as it is', facts('submitted', 3), '"2.submitted"', 'ready'],
    ['another’s, seen before a newer revision', facts('submitted', 3), '"1.submitted"', 'changed'],
    ['nobody’s', facts('submitted', null), '"2.submitted"', 'ready'],
    ['one’s own', facts('submitted', ME), '"2.submitted"', 'own'],
    ['one’s own stays one’s own when it changed', facts('submitted', ME), '"1.submitted"', 'own'],
    ['accepted', facts('accepted', 3), '"2.submitted"', 'decided'],
    ['returned, even one’s own', facts('returned', ME), '"2.returned"', 'decided'],
    ['a tag of another kind', facts('submitted', 3), '*', 'changed'],
  ])('%s', (_wording, given, seen, fate) => {
    expect(fateOf(given, seen, ME)).toBe(fate);
  });

  it.each<[Fate, Parameters<typeof problemOf>[1], string | undefined]>([
    ['ready', facts('submitted', 3), undefined],
    ['own', facts('submitted', ME), 'actual.own'],
    ['decided', facts('accepted', 3), 'actual.decided'],
    ['changed', facts('submitted', 3), 'precondition.failed'],
    ['not_found', undefined, 'actual.not_found'],
  ])('%s: %s', (fate, given, code) => {
    expect(problemOf(fate, given)?.code).toBe(code);
  });
});
