import { isCivilDate } from '../domain/calendar';
import { etag, notFound } from '../platform/http';
import type { ActualView } from './actuals.dto';
import type { ActualKey } from './actuals.repository';

/** `series.period-end.revision`, as the API names an actual. */
export type ActualKeyText = string;

export const actualId = (key: ActualKey): ActualKeyText => `${key.seriesId}.${key.periodEnd}.${key.revision}`;

/** Null for what cannot be an id of an actual. */
export function actualKey(id: string): ActualKey | null {
  const [, series, periodEnd, revision] = /^(\d{1,9})\.(\d{4}-\d{2}-\d{2})\.(\d{1,9})$/.exec(id) ?? [];
  if (periodEnd === undefined || !isCivilDate(periodEnd)) return null;
  return { seriesId: Number(series), periodEnd, revision: Number(revision) };
}

/** Throws 404 for what cannot be an id of an actual. */
export function keyOf(id: ActualKeyText): ActualKey {
  const key = actualKey(id);
  if (key === null) throw notFound('actual.not_found');
  return key;
}

/** Changes when the actual is decided and when another revision of its period arrives. */
export function stateTag(actual: ActualView, history: readonly ActualView[]): string {
  return etag(`${Math.max(...history.map(({ revision }) => revision))}.${actual.state}`);
}
