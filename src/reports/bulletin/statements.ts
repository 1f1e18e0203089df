import { addDays } from '../../domain/calendar';
import { LIGHTS } from '../../domain/progress';
import { type Language, translate } from '../../platform/messages';
import type { BulletinFacts, Item } from './bulletin-facts';
import { type Digest, type Due, DUE_WITHIN_DAYS } from './digest';
import { standing } from './table';
import { day, enumerated, grouped, say } from './words';

export interface Statement {
  readonly head: string;
  readonly text: string;
}

/** So many are named in one sentence; the table has the rest. */
const MOST_NAMED = 5;

/** The few lines an office would write, each computed: what there is none of is said too. */
export function statements(facts: BulletinFacts, found: Digest): Statement[] {
  const { language, asOf } = facts;
  const until = day(addDays(asOf, DUE_WITHIN_DAYS), language);
  const told = (code: string, texts: readonly string[], params: Record<string, string> = {}): Statement =>
    listed(language, code, texts, params);
  const named = (items: readonly Item[]): string[] => items.map(({ name }) => name);
  return [
    { head: say(language, 'overall.head'), text: overall(facts, found) },
    ...(facts.programmes.length === 0
      ? []
      : [
          told(
            'programmes',
            facts.programmes.map((one) => programme(one, language)),
          ),
        ]),
    told(
      'leading',
      found.leading.map((item) => withGap(item, language)),
    ),
    told(
      'lagging',
      found.lagging.map((item) => withGap(item, language)),
    ),
    told(
      'due',
      found.due.map((one) => dueText(one, language)),
      { until, days: DUE_WITHIN_DAYS.toString() },
    ),
    told('without', named(found.withoutFigure)),
    ...optional(told, {
      late: found.late.map((item) => withDataStatus(item, language)),
      failed: named(found.failed),
      closed: found.closed.map((item) => withStatus(item, language)),
    }),
  ];
}

/** What is worth a line only where there is some. */
function optional(
  told: (code: string, texts: readonly string[]) => Statement,
  lines: Readonly<Record<string, readonly string[]>>,
): Statement[] {
  return Object.entries(lines)
    .filter(([, texts]) => texts.length > 0)
    .map(([code, texts]) => told(code, texts));
}

function listed(
  language: Language,
  code: string,
  texts: readonly string[],
  params: Record<string, string>,
): Statement {
  const head = say(language, `${code}.head`, params);
  if (texts.length === 0) return { head, text: say(language, `${code}.none`, params) };
  const items = enumerated(texts, MOST_NAMED, language);
  return { head, text: say(language, `${code}.some`, { ...params, count: texts.length, items }) };
}

function overall({ language, goals, whole, outOfReach }: BulletinFacts, { lights }: Digest): string {
  const lit = LIGHTS.filter((light) => lights[light] > 0).map((light) =>
    say(language, 'overall.light', {
      light: translate(language, 'progress', `light.${light}`),
      count: lights[light],
    }),
  );
  const sentences = [
    whole === null ? null : wholeText(whole, language),
    goals.length === 0
      ? say(language, 'overall.none')
      : say(language, 'overall.some', { count: goals.length, lights: lit.join(say(language, 'and')) }),
    outOfReach === 0 ? null : say(language, 'overall.out_of_reach', { count: outOfReach }),
  ];
  return sentences.filter((one) => one !== null).join(say(language, 'between'));
}

function wholeText({ quantities, rule }: Item, language: Language): string {
  if (quantities === null) return say(language, 'whole.failed');
  const { members, members_achieved: achieved } = quantities;
  return say(language, 'whole', {
    ...verdictWords(quantities, language),
    rule: translate(language, 'progress', `rule.${rule ?? ''}`),
    achieved: achieved ?? '',
    members: members ?? '',
  });
}

function programme({ name, quantities }: Item, language: Language): string {
  if (quantities === null) return say(language, 'item.failed', { name });
  const { members, members_achieved: achieved } = quantities;
  return say(language, 'item.programme', {
    name,
    ...verdictWords(quantities, language),
    achieved: achieved ?? '',
    members: members ?? '',
  });
}

const verdictWords = (
  { light, status }: NonNullable<Item['quantities']>,
  language: Language,
): { light: string; status: string } => ({
  light: translate(language, 'progress', `light.${light ?? ''}`),
  status: translate(language, 'progress', `status.${status ?? ''}`),
});

const statusOf = ({ quantities }: Item, language: Language): string =>
  quantities === null ? say(language, 'failed') : verdictWords(quantities, language).status;

const withStatus = (item: Item, language: Language): string =>
  say(language, 'item.status', { name: item.name, status: statusOf(item, language) });

function withGap(item: Item, language: Language): string {
  const points = item.quantities?.gap_points ?? null;
  if (points === null || /^0(?:\.0*)?$/.test(points)) return withStatus(item, language);
  const [code, size] = points.startsWith('-') ? ['item.short', points.slice(1)] : ['item.over', points];
  return say(language, code, { name: item.name, status: statusOf(item, language), points: grouped(size) });
}

const withDataStatus = ({ name, quantities }: Item, language: Language): string =>
  say(language, 'item.status', {
    name,
    status: translate(language, 'progress', `data_status.${quantities?.data_status ?? ''}`),
  });

function dueText({ item, at, stage }: Due, language: Language): string {
  const reached = standing(item, language);
  const now = reached === null ? say(language, 'now.nothing') : say(language, 'now', { reached });
  const params = { name: item.name, date: day(at, language), now };
  if (stage === null) return say(language, 'item.due', params);
  const target = [grouped(stage), item.unit].filter((one) => one !== null).join(' ');
  return say(language, 'item.stage', { ...params, target });
}
