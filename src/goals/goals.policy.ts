import { exact } from '../domain/number';
import { type FieldProblem, invalidField, Problem } from '../platform/http';
import type { ChangeTermsInput, TermsContent } from './goals.dto';
import type { GoalForEdit } from './goals.repository';
import { sameContent } from './terms-content';

/** Throws where this goal's terms may not be changed in this way at all. */
export function mayChangeTerms(goal: GoalForEdit, input: ChangeTermsInput): void {
  refuseMember(goal);
  if (input.effectiveFrom < goal.terms.effectiveFrom) {
    throw invalidField('effectiveFrom', 'terms.effective_before', { earliest: goal.terms.effectiveFrom });
  }
  const measured = (['comparator', 'target', 'baseline', 'stages'] as const).find(
    (field) => input[field] !== undefined,
  );
  if (goal.measure === 'milestone' && measured !== undefined) throw invalidField(measured, 'terms.milestone');
}

/** Throws where this goal needs no baseline, has one, or has not been observed before its deadline. */
export function mayAdoptBaseline<Observed extends { readonly at: string }>(
  goal: GoalForEdit,
  observed: Observed | null,
): asserts observed is Observed {
  refuseMember(goal);
  if (goal.measure !== 'stock' && goal.measure !== 'ratio')
    throw new Problem('unprocessable', 'baseline.not_needed');
  if (goal.terms.baseline !== null)
    throw new Problem('conflict', 'baseline.present', { at: goal.terms.baseline.at });
  if (observed === null || observed.at >= goal.terms.deadline)
    throw new Problem('unprocessable', 'baseline.no_observation');
}

function refuseMember(goal: GoalForEdit): void {
  if (goal.parentCode !== null)
    throw new Problem('conflict', 'goal.follows_parent', { code: goal.code, parent: goal.parentCode });
}

/** Throws where the new terms contradict themselves, ask for what cannot be, or say nothing new. */
export function mustBeCoherent({ measure, terms: before }: GoalForEdit, after: TermsContent): void {
  if (measure === 'ratio') mustBeShares(after);
  const wrong = disorderOf(after);
  if (wrong !== null) throw invalidField(wrong.path, wrong.code, wrong.params);
  if (sameContent(before, after)) throw new Problem('unprocessable', 'terms.nothing_changed');
}

/** The first day that lies where it cannot: a deadline before the beginning, a stage outside or out of order. */
export function disorderOf({ startOn, baseline, deadline, stages }: TermsContent): FieldProblem | null {
  const begin = startOn ?? baseline?.at ?? '0000-00-00';
  if (deadline <= begin) return { path: 'deadline', code: 'terms.deadline_order', params: { after: begin } };
  const days = [begin, ...stages.map(({ at }) => at)];
  const index = stages.findIndex(({ at }, place) => at <= (days[place] ?? at) || at >= deadline);
  if (index < 0) return null;
  const params = { after: days[index] ?? begin, before: deadline };
  return { path: `stages.${index}.at`, code: 'terms.stage_order', params };
}

/** A ratio lies between 0 and 100, whatever is promised of it. */
function mustBeShares({ target, baseline, stages }: TermsContent): void {
  const values: [path: string, value: string][] = [
    ['target', target],
    ...stages.map(({ value }, index): [string, string] => [`stages.${index}.value`, value]),
  ];
  if (baseline !== null) values.push(['baseline.value', baseline.value]);
  for (const [path, given] of values)
    if (exact(given).compare(0) < 0 || exact(given).compare(100) > 0)
      throw invalidField(path, 'terms.ratio', { given });
}
