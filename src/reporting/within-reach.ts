import type { Reach } from '../domain/access';

/** The reach as a parameter of a query: null for everywhere; nothing is within the reach of nobody. */
export const reachParameter = (reach: Reach | null): string | null =>
  reach === 'everywhere' ? null : JSON.stringify(reach ?? []);

/**
 * The one place where department and area limits enter the reporting queries: SQL that holds where a goal of this
 * department, reporting for this area, is within the reach of the parameter. Expressions yield ids.
 */
export const withinReach = (parameter: string, department: string, area: string): string => `
  (${parameter}::jsonb IS NULL OR EXISTS (
    SELECT 1 FROM jsonb_to_recordset(${parameter}::jsonb) AS r(departments int[], areas int[])
    WHERE ${department} = ANY(r.departments) AND (r.areas IS NULL OR ${area} = ANY(r.areas))))`;
