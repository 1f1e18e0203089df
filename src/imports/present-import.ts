import { type Language, translate } from '../platform/messages';
import type { ImportProblemView, ImportRowView, ImportView } from './imports.dto';
import type { ImportFacts } from './imports.repository';
import type { RowProblem } from './read-entry';

/** Imports of earlier have counted fewer fates. */
const NONE = { new: 0, same: 0, revision: 0, warning: 0, error: 0, blank: 0 };

export const presentImport = (facts: ImportFacts, language: Language): ImportView => ({
  ...facts,
  counts: facts.counts && { ...NONE, ...facts.counts },
  problem: facts.problem === null ? null : presentProblem({ path: '', ...facts.problem }, language),
});

/** A row as it is kept; its problems without words. */
export type ImportRowFacts = Omit<ImportRowView, 'problems'> & {
  readonly problems: readonly RowProblem[] | null;
};

export const presentRow = (facts: ImportRowFacts, language: Language): ImportRowView => ({
  ...facts,
  problems: (facts.problems ?? []).map((problem) => presentProblem(problem, language)),
});

const presentProblem = ({ path, code, params }: RowProblem, language: Language): ImportProblemView => ({
  path,
  code,
  message: translate(language, 'errors', code, params),
});
