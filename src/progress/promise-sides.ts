import type { Tx } from '../platform/database';
import type { PromiseSide, ProgressView } from './progress.dto';

interface Sides {
  readonly current: PromiseSide | null;
  readonly original: PromiseSide | null;
}

type Promised = Pick<PromiseSide, 'termsVersion' | 'comparator' | 'target' | 'deadline'>;

/** The promise as judged and as first stated, side by side; of what is composed of goals neither. */
export async function promiseSides(tx: Tx, view: ProgressView): Promise<Sides> {
  const judgedBy = 'termsVersion' in view.inputs ? Number(view.inputs.termsVersion) : null;
  if (judgedBy === null) return { current: null, original: null };
  const rows = await tx.query<Promised[]>(
    `SELECT t.version AS "termsVersion", t.comparator, t.target::text, t.deadline::text
     FROM goal_terms t JOIN commitment c ON c.id = t.goal_id WHERE c.code = $1 AND t.version IN (1, $2)`,
    [view.code, judgedBy],
  );
  const side = (version: number, status: string, light: string): PromiseSide | null => {
    const promised = rows.find(({ termsVersion }) => termsVersion === version);
    return promised === undefined ? null : { ...promised, status, light };
  };
  const { original_status: status, original_light: light } = view.quantities;
  return {
    current: side(judgedBy, view.status, view.light),
    original: side(1, status ?? '', light ?? ''),
  };
}
