import { exact } from '../domain/number';
import type { TermsContent } from './goals.dto';

/** Whether two versions promise the same; 0.40 and 0.4 are the same number. */
export const sameContent = (one: TermsContent, other: TermsContent): boolean =>
  changedFields(one, other).length === 0;

/** The fields in which two versions promise something else, in the order of a version. */
export function changedFields(one: TermsContent, other: TermsContent): (keyof TermsContent)[] {
  const [before, after] = [canonical(one), canonical(other)];
  return (Object.keys(before) as (keyof TermsContent)[]).filter((field) => before[field] !== after[field]);
}

/** What is promised and nothing else, whatever else comes along. */
export function onlyContent(terms: TermsContent): TermsContent {
  const { comparator, target, baseline, startOn, deadline, deadlineBasis, stages, graceDays } = terms;
  const { preset, presetOnTrack, presetBehind } = terms;
  return {
    ...{ comparator, target, baseline, startOn, deadline, deadlineBasis, stages, graceDays },
    ...{ preset, presetOnTrack, presetBehind },
  };
}

function canonical(terms: TermsContent): Record<string, string> {
  const { baseline, stages, target, presetOnTrack, presetBehind } = terms;
  const plain = {
    ...onlyContent(terms),
    target: number(target),
    baseline: baseline && [number(baseline.value), baseline.at, baseline.qualifier, baseline.basis],
    stages: stages.map((stage) => [stage.at, number(stage.value)]),
    presetOnTrack: number(presetOnTrack),
    presetBehind: number(presetBehind),
  };
  return Object.fromEntries(Object.entries(plain).map(([field, said]) => [field, JSON.stringify(said)]));
}

const number = (decimal: string | null): string | null =>
  decimal === null ? null : exact(decimal).toFraction();
