import { exact } from '../domain/number';
import type { TermsView } from './goals.dto';

/** What is promised, apart from when and why it was put so. Decimals and days as text. */
export type TermsContent = Pick<
  TermsView,
  | 'comparator'
  | 'target'
  | 'baseline'
  | 'startOn'
  | 'deadline'
  | 'deadlineBasis'
  | 'stages'
  | 'graceDays'
  | 'preset'
  | 'presetOnTrack'
  | 'presetBehind'
>;

/** Whether two versions promise the same; 0.40 and 0.4 are the same number. */
export function sameContent(one: TermsContent, other: TermsContent): boolean {
  return canonical(one) === canonical(other);
}

function canonical(terms: TermsContent): string {
  const number = (decimal: string | null): string | null =>
    decimal === null ? null : exact(decimal).toFraction();
  const { baseline } = terms;
  return JSON.stringify([
    terms.comparator,
    number(terms.target),
    baseline && [number(baseline.value), baseline.at, baseline.qualifier, baseline.basis],
    terms.startOn,
    terms.deadline,
    terms.deadlineBasis,
    terms.stages.map((stage) => [stage.at, number(stage.value)]),
    terms.graceDays,
    terms.preset,
    number(terms.presetOnTrack),
    number(terms.presetBehind),
  ]);
}
