import { COMPOSITE_RULES } from './model';

/** Judged from figures of its own, or from several goals (or areas) by a rule. */
export const KINDS = ['goal', 'composite'] as const;
export type Kind = (typeof KINDS)[number];

/** A commitment with a rule is a composite: a programme, a goal of each area, a sum of areas. */
export const kindOf = (rule: string | null): Kind => (rule === null ? 'goal' : 'composite');

/** How composites come about: by the states of their members, or by one sum of what the areas report. */
export const RULES = [...COMPOSITE_RULES, 'sum'] as const;
