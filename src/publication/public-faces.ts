import { BYTE_ORDER_MARK, type CellType, csvLines } from '../platform/csv';
import type { Language } from '../platform/messages';
import { presentGoal } from './present-goal';
import type { PublicCommitment } from './publication.dto';
import type { PublishedGoal } from './published-goals';

type Goals = AsyncIterable<readonly PublishedGoal[]>;

/** A face of what is published: text as it comes. */
export type PublicFace = (goals: Goals, language: Language) => AsyncGenerator<string>;

/** The machine headers of the CSV, in its order. They never change their meaning. */
const COLUMNS: readonly (readonly [header: string, field: keyof PublicCommitment, type: CellType])[] = [
  ['code', 'code', 'code'],
  ['name', 'name', 'text'],
  ['area', 'area', 'text'],
  ['source', 'source', 'text'],
  ['stated_on', 'statedOn', 'date'],
  ['speakers', 'speakers', 'text'],
  ['statement', 'statement', 'text'],
  ['comparator', 'comparator', 'code'],
  ['target', 'target', 'decimal'],
  ['unit', 'unit', 'text'],
  ['deadline', 'deadline', 'date'],
  ['value', 'value', 'decimal'],
  ['value_at', 'valueAt', 'date'],
  ['qualifier', 'qualifier', 'code'],
  ['status', 'status', 'text'],
  ['light', 'light', 'text'],
];

export async function* publicCsv(goals: Goals, language: Language): AsyncGenerator<string> {
  // Excel takes UTF-8 for the local encoding unless told.
  const mark = language === 'zh-CN' ? BYTE_ORDER_MARK : '';
  yield mark + csvLines([COLUMNS.map(([header]) => header)], []);
  const types = COLUMNS.map(([, , type]) => type);
  for await (const batch of goals) {
    const shown = batch.map((goal) => presentGoal(goal, language));
    yield csvLines(
      shown.map((one) => COLUMNS.map(([, field]) => one[field])),
      types,
    );
  }
}

export async function* publicJson(goals: Goals, language: Language): AsyncGenerator<string> {
  let before = '{"commitments":[\n';
  for await (const batch of goals)
    for (const goal of batch) {
      yield before + JSON.stringify(presentGoal(goal, language));
      before = ',\n';
    }
  yield '\n]}\n';
}
