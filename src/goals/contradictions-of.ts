import type { CatalogGoal, Contradiction } from '../catalog';
import { contentOf, type Said } from './catalog-terms';
import type { TermsContent } from './goals.dto';
import { disorderOf } from './goals.policy';
import { mergeTerms } from './merge-terms';
import { changedFields } from './terms-content';

/** What the file calls the fields of the terms. */
const IN_FILE: Readonly<Record<keyof TermsContent, string>> = {
  comparator: 'comparator',
  target: 'target',
  baseline: 'baseline',
  startOn: 'start',
  deadline: 'deadline',
  deadlineBasis: 'deadline_basis',
  stages: 'stages',
  graceDays: 'grace_days',
  preset: 'preset',
  presetOnTrack: 'preset',
  presetBehind: 'preset',
};

/** The fields that the file says anew and that do not go with what was changed in the product since it was loaded. */
export function contradictionsOf(goal: CatalogGoal, said: Said | undefined): Contradiction[] {
  if (said === undefined || changedFields(said.before, said.current).length === 0) return [];
  const now = contentOf(goal);
  const { content, anew, contested } = mergeTerms(said.before, now, said.current);
  const [apart, why] =
    contested.length > 0 || disorderOf(content) === null
      ? ([contested, 'meanwhile'] as const)
      : ([anew.slice(0, 1), 'together'] as const);
  return apart.map((field) => ({
    ...({ section: 'goals', code: goal.code, field: IN_FILE[field], why } as const),
    ...{ given: shown(now[field]), recorded: shown(said.current[field]) },
  }));
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
