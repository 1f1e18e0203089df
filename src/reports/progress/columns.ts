import { type PrintedName, QUANTITIES } from '../../domain/progress';
import { always, code, type Column, date, decimal, instant, integer, key, text } from '../column';

const IDENTITY = [
  key(code('code')),
  code('kind', 'kind'),
  code('indicator_code'),
  code('area_code'),
  always(date('as_of')),
];

const WORDS: Partial<Record<PrintedName, string>> = {
  status: 'status',
  light: 'light',
  data_status: 'data_status',
  forecast_outlook: 'outlook',
  forecast_method: 'forecast_method',
  forecast_confidence: 'confidence',
  flags: 'flag',
  original_status: 'status',
  original_light: 'light',
};

/** Every quantity of the method, in the method's order. */
const COMPUTED = QUANTITIES.map(({ name, type, unit }): Column => {
  if (name === 'held_back_by') return { name, type, names: true, several: true };
  const words = WORDS[name];
  if (words === undefined) return { name, type, unit };
  return name === 'flags' ? { name, type, words, several: true } : { name, type, words };
});

const PROMISE = [
  text('name'),
  code('rule', 'rule'),
  text('indicator_name'),
  text('unit'),
  code('measure', 'measure'),
  text('area_name'),
  code('definition'),
  code('department_code'),
  text('department_name'),
  code('parent_code'),
  code('comparator'),
  decimal('target'),
  decimal('baseline_value'),
  date('baseline_at'),
  code('baseline_basis', 'basis'),
  date('start_on'),
  date('deadline'),
  code('deadline_basis', 'basis'),
  text('stages'),
  integer('terms_version'),
  date('terms_effective_from'),
  text('terms_reason'),
  code('original_comparator'),
  decimal('original_target'),
  decimal('original_baseline_value'),
  date('original_deadline'),
];

const ORIGIN = [
  code('source_code'),
  text('source_title'),
  date('stated_on'),
  text('speakers'),
  text('note'),
  always(instant('known_at')),
  code('method_version'),
  text('explanation_key'),
  text('error'),
];

/** Whether the supervision office has taken it off the list. */
const CLOSING = [date('closed_on'), code('closed_verdict', 'status')];

/** The progress report: one row for each goal and each composite. */
export const PROGRESS_COLUMNS: readonly Column[] = [
  ...IDENTITY,
  ...COMPUTED,
  ...PROMISE,
  ...ORIGIN,
  ...CLOSING,
];
