import type { Reach } from '../../domain/access';
import type { Condition } from './keyset';

/** A reach as the SQL functions `goal_in_reach`, `commitment_in_reach`, `series_in_reach` take it; null: everywhere. */
export const reachParam = (reach: Reach): string | null =>
  reach === 'everywhere' ? null : JSON.stringify(reach);

/** SQL that holds where `thing` (an id) is in the reach given as parameter `param`, null for everywhere. */
export const inReach = (noun: 'goal' | 'commitment' | 'series', thing: string, param: string): string =>
  `(${param}::jsonb IS NULL OR ${noun}_in_reach(${thing}, ${param}::jsonb))`;

/** The same as a condition of a list; no condition at all for whom everything is in reach. */
export const reachCondition = (
  noun: 'goal' | 'commitment' | 'series',
  thing: string,
  reach: Reach,
): Condition => ({
  sql: `${noun}_in_reach(${thing}, ?::jsonb)`,
  value: reachParam(reach) ?? undefined,
});
