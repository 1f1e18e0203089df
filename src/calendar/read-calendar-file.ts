import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { type CivilDate, dayProblems } from '../domain/calendar';
import { fieldProblems, type FieldProblem } from '../platform/http';
import { CalendarYearFile } from './calendar.dto';

/** A year of holidays is a page; a file that is longer is another file. */
const MOST_CHARACTERS = 100_000;

/** One thing wrong with a file: the line and field where it stands; line 1 for what is not there at all. */
export interface FileProblem extends FieldProblem {
  readonly line: number;
}

export type CalendarReading =
  | { readonly ok: true; readonly file: CalendarYearFile }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** Reads a year from YAML or JSON: all of it is right, or everything that is wrong is said at once. */
export function readCalendarFile(text: string): CalendarReading {
  const counter = new LineCounter();
  if (text.length > MOST_CHARACTERS) return refused(1, 'calendar.file_too_large', { max: MOST_CHARACTERS });
  const options = { schema: 'failsafe', lineCounter: counter, prettyErrors: false } as const;
  const document = parseDocument(text, options);
  const [broken] = [...document.errors, ...document.warnings];
  if (broken !== undefined)
    return refused(counter.linePos(broken.pos[0]).line, 'calendar.file_syntax', { reason: broken.code });
  const content: unknown = document.toJS();
  if (typeof content !== 'object' || content === null) return refused(1, 'calendar.file_content', {});
  const file = plainToInstance(CalendarYearFile, content);
  const problems = problemsOf(file);
  if (problems.length === 0) return { ok: true, file };
  const lineOf = (path: string): number => counter.linePos(offsetOf(document, path.split('.'))).line || 1;
  return { ok: false, problems: problems.map((problem) => ({ ...problem, line: lineOf(problem.path) })) };
}

function refused(line: number, code: string, params: FieldProblem['params']): CalendarReading {
  return { ok: false, problems: [{ line, path: '', code, params }] };
}

function problemsOf(file: CalendarYearFile): FieldProblem[] {
  const wrong = fieldProblems(validateSync(file, { whitelist: true, forbidNonWhitelisted: true }));
  if (wrong.length > 0) return wrong;
  const dates = (days: CalendarYearFile['holidays']) => days.map(({ date }) => date as CivilDate);
  return dayProblems(file.year, { holidays: dates(file.holidays), workdays: dates(file.workdays) });
}

/** Where a field begins; of one that is missing, what it is missing from. */
function offsetOf(document: Document, path: readonly string[]): number {
  const node = document.getIn(path, true);
  if (isNode(node) && node.range) return node.range[0];
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}
