import type { WorkingCalendar } from '../domain/calendar';
import { exact } from '../domain/number';
import {
  judgeComposite,
  judgeGoal,
  type MemberProgress,
  memberOf,
  METHOD_VERSION,
  type Printed,
  printComposite,
  printGoal,
} from '../domain/progress';
import type { Tx } from '../platform/database';
import { type Clocks, type CompositeRow, compositeRows, goalInput, type GoalRow, goalRows } from './feed';

/** What was computed for one commitment, as printed: the content of a snapshot. */
export interface Judged {
  readonly commitmentId: number;
  readonly code: string;
  /** Of a composite how it is composed; null of a goal by itself. */
  readonly rule: string | null;
  readonly methodVersion: string;
  readonly quantities: Printed;
  readonly inputs: object;
}

/** A commitment that could not be computed; the others were. */
export interface Failed {
  readonly commitmentId: number;
  readonly code: string;
  readonly error: string;
}

export interface Batch {
  readonly judged: readonly Judged[];
  readonly failed: readonly Failed[];
}

/**
 * Judges these commitments (null: all), goals in the order of their codes, then each-area goals, then
 * programmes. A composite needs its members among them. Streamed: of a goal only what composites need stays.
 * `asIf` puts other terms in the place of those in force.
 */
export async function* judgeCommitments(
  tx: Tx,
  clocks: Clocks,
  ids: readonly number[] | null,
  calendar: WorkingCalendar,
  asIf: (row: GoalRow) => GoalRow = (row) => row,
): AsyncGenerator<Batch> {
  const composites = await compositeRows(tx, clocks, ids);
  const members = new Map<number, MemberProgress | null>(
    composites.flatMap((composite) => composite.members.map(([id]) => [id, null] as const)),
  );
  for await (const rows of goalRows(tx, clocks, ids))
    yield judgeAll(rows, (row) => judgeOne(asIf(row), clocks, calendar, members));
  yield judgeAll(composites, (row) => judgeWhole(row, members));
}

function judgeAll<Row extends GoalRow | CompositeRow>(
  rows: readonly Row[],
  judge: (row: Row) => Judged,
): Batch {
  const judged: Judged[] = [];
  const failed: Failed[] = [];
  for (const row of rows) {
    try {
      judged.push(judge(row));
    } catch (error) {
      failed.push({
        commitmentId: row.id,
        code: row.code,
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return { judged, failed };
}

type Members = Map<number, MemberProgress | null>;

function judgeOne(row: GoalRow, clocks: Clocks, calendar: WorkingCalendar, members: Members): Judged {
  const input = goalInput(row, clocks, calendar);
  const progress = judgeGoal(input);
  if (members.has(row.id)) members.set(row.id, memberOf(row.code, input, progress));
  return {
    commitmentId: row.id,
    code: row.code,
    rule: row.scope === 'sum' ? 'sum' : null,
    methodVersion: progress.methodVersion,
    quantities: printGoal(input, progress),
    inputs: progress.inputs,
  };
}

function judgeWhole(row: CompositeRow, members: Members): Judged {
  const judged = row.members.map(([id, code, weight]) => {
    const member = members.get(id);
    if (member == null) throw new Error(`member ${code} could not be computed`);
    return { ...member, weight: weight === null ? null : exact(weight) };
  });
  const progress = judgeComposite(row.rule, judged);
  if (members.has(row.id)) {
    const { status, dataStatus, share } = progress;
    members.set(row.id, { code: row.code, status, dataStatus, share, weight: null });
  }
  return {
    commitmentId: row.id,
    code: row.code,
    rule: row.rule,
    methodVersion: METHOD_VERSION,
    quantities: printComposite(progress),
    inputs: { rule: row.rule, members: row.members.map(([, code, weight]) => ({ code, weight })) },
  };
}
