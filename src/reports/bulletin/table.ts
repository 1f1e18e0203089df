import { exact } from '../../domain/number';
import type { Printed } from '../../domain/progress';
import { type Language, translate } from '../../platform/messages';
import type { BulletinFacts, Item } from './bulletin-facts';
import { grouped, NOTHING, say, signed, signOf } from './words';

/** What is to be read, and in smaller letters what belongs to it. */
export interface Cell {
  readonly main: string;
  readonly sub: string | null;
}

/** `width` in millimetres of the 186 that a page of A4 leaves. */
export const COLUMNS = [
  { name: 'goal', width: 40, right: false },
  { name: 'target', width: 27, right: true },
  { name: 'value', width: 27, right: true },
  { name: 'progress', width: 23, right: true },
  { name: 'planned', width: 17, right: true },
  { name: 'gap', width: 20, right: true },
  { name: 'light', width: 16, right: false },
  { name: 'forecast', width: 16, right: true },
] as const;

type Asked = Pick<BulletinFacts, 'language' | 'subject'>;

/** One goal, a cell for each column. What is not known is a dash. */
export function rowOf(item: Item, asked: Asked): Cell[] {
  const { quantities } = item;
  const head = [nameCell(item, asked), targetCell(item, asked)];
  if (quantities === null)
    return [...head, ...Array.from({ length: 4 }, nothing), cell(say(asked.language, 'failed')), nothing()];
  return [
    ...head,
    valueCell(item, quantities, asked),
    progressCell(item, quantities, asked),
    cell(number(quantities.planned)),
    gapCell(quantities, asked),
    lightCell(item, quantities, asked),
    forecastCell(quantities, asked),
  ];
}

const cell = (main: string, sub: string | null = null): Cell => ({ main, sub });
const nothing = (): Cell => cell(NOTHING);
const number = (decimal: string | null): string => (decimal === null ? NOTHING : grouped(decimal));

/** The department stands there where it is not the one the bulletin is about. */
function nameCell({ name, code, department }: Item, { language, subject }: Asked): Cell {
  const shown = department !== null && department !== subject.department;
  return cell(name, shown ? say(language, 'goal.of', { code, department }) : code);
}

/** With the target that is judged now, where it is a nearer one than that of the deadline. */
function targetCell({ terms, measure, unit, quantities }: Item, { language }: Asked): Cell {
  if (terms === null) return nothing();
  const { comparator, target, deadline } = terms;
  if (measure === 'milestone') return cell(say(language, 'milestone.target'), deadline);
  const now = quantities?.target_in_force ?? null;
  const nearer = now !== null && exact(now).compare(exact(target)) !== 0;
  return cell(
    withUnit(`${signOf(comparator)}${grouped(target)}`, unit),
    nearer ? say(language, 'target.in_force', { deadline, target: grouped(now) }) : deadline,
  );
}

function valueCell(item: Item, quantities: Printed, { language }: Asked): Cell {
  const now = standing(item, language);
  return now === null ? nothing() : cell(now, quantities.value_at);
}

const withUnit = (text: string, unit: string | null): string => (unit === null ? text : `${text} ${unit}`);

/** What has been reached, in words; null where nothing is known. Of a composite how many of its members. */
export function standing({ measure, unit, quantities }: Item, language: Language): string | null {
  if (quantities === null) return null;
  const { value, qualifier, members, members_achieved: achieved } = quantities;
  if (members !== null && achieved !== null) return say(language, 'members', { achieved, members });
  if (value === null) return null;
  if (measure === 'milestone') return say(language, `milestone.${value === '1' ? 'done' : 'open'}`);
  return withUnit(`${signOf(qualifier ?? '=')}${grouped(value)}`, unit);
}

/** Of the way, where there is a beginning; else of the target. What is done or not is neither. */
function progressCell({ measure }: Item, quantities: Printed, { language }: Asked): Cell {
  if (measure === 'milestone') return nothing();
  const { progress_share: progress, completion, time_share: time, share } = quantities;
  const sub = time === null ? null : say(language, 'share.time', { share: time });
  if (progress !== null) return cell(say(language, 'share.progress', { share: progress }), sub);
  if (completion !== null) return cell(say(language, 'share.completion', { share: completion }), sub);
  return share === null ? cell(NOTHING, sub) : cell(say(language, 'share.whole', { share }), sub);
}

function gapCell({ gap_value: gap, gap_points: points }: Printed, { language }: Asked): Cell {
  const sub = points === null ? null : say(language, 'points', { points: signed(points) });
  return cell(gap === null ? NOTHING : signed(gap), sub);
}

function lightCell({ closed }: Item, { light, status }: Printed, { language }: Asked): Cell {
  const word = (of: string, code: string | null): string =>
    translate(language, 'progress', `${of}.${code ?? ''}`);
  const state = word('status', status);
  return cell(word('light', light), closed ? say(language, 'closed', { status: state }) : state);
}

function forecastCell({ forecast, forecast_outlook: outlook }: Printed, { language }: Asked): Cell {
  return cell(
    number(forecast),
    outlook === null ? null : translate(language, 'progress', `outlook.${outlook}`),
  );
}
