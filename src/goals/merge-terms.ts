import type { TermsContent } from './goals.dto';
import { changedFields, onlyContent } from './terms-content';

type Field = keyof TermsContent;

export interface MergedTerms {
  readonly content: TermsContent;
  /** The fields that the file says anew. */
  readonly anew: readonly Field[];
  /** Of these the ones that were changed in the product meanwhile, and to something else. */
  readonly contested: readonly Field[];
}

/**
 * What becomes of the `current` terms by a file that says `now` where it said `before`: only what it says anew
 * replaces what is promised, so that no file takes back what two people changed since.
 */
export function mergeTerms(before: TermsContent, now: TermsContent, current: TermsContent): MergedTerms {
  const anew = changedFields(before, now);
  const meanwhile = changedFields(before, current);
  const apart = changedFields(now, current);
  return {
    content: { ...onlyContent(current), ...Object.fromEntries(anew.map((field) => [field, now[field]])) },
    anew,
    contested: anew.filter((field) => meanwhile.includes(field) && apart.includes(field)),
  };
}
