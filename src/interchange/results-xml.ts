import { create } from 'xmlbuilder2';
import { notFound } from '../platform/http';
import { type Language, translate } from '../platform/messages';
import type { About, Organisation } from './faces';
import type { Both, GoalResult, Observed, ResultPeriod } from './goal-result';

/** The edition of the standard whose order of elements this follows. */
const VERSION = '2.03';

/** Codes of its lists: the measure is a unit, a percentage, or done and not done. */
const MEASURES: Readonly<Record<string, string>> = { ratio: '2', milestone: '3' };
const UNIT = '1';
/** Planned start and planned end; implementing; a result of no further kind; a vocabulary of our own. */
const [PLANNED_START, PLANNED_END, IMPLEMENTING, OTHER, OURS] = ['1', '3', '4', '9', '99'];
/** Being prepared, under way, closed. */
const [PIPELINE, IMPLEMENTATION, CLOSED] = ['1', '2', '4'];

/** What XML cannot carry at all, such as a stray control character, is shown as unreadable. */
const WRITER = { invalidCharReplacement: '\ufffd' } as const;

type Element = Readonly<Record<string, unknown>>;

/**
 * The results in the vocabulary of the International Aid Transparency Initiative, one activity for each goal. An
 * empty list is not valid there: throws 404 before anything is written.
 */
export async function* resultsXml(
  results: AsyncIterable<GoalResult>,
  { clocks, organisation }: About,
): AsyncGenerator<string> {
  let before = `<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="${VERSION}" generated-datetime="${clocks.knownAt}">\n`;
  let any = false;
  for await (const result of results) {
    any = true;
    yield (
      before + create(WRITER, { 'iati-activity': activity(result, organisation) }).end({ headless: true })
    );
    before = '\n';
  }
  if (!any) throw notFound('interchange.nothing', { asOf: clocks.asOf });
  yield '\n</iati-activities>\n';
}

/** The order of the keys is the order the standard asks for. */
function activity(result: GoalResult, organisation: Organisation): Element {
  const { code, title, source, department, periods } = result;
  return {
    '@xml:lang': 'zh',
    'iati-identifier': `${organisation.ref}-${code}`,
    'reporting-org': { '@ref': organisation.ref, '@type': organisation.type, ...said(organisation.name) },
    title: said(title),
    description: said(source.title),
    'participating-org': { '@role': IMPLEMENTING, ...said(department?.name ?? organisation.name) },
    'activity-status': { '@code': statusOf(result) },
    'activity-date': [
      { '@iso-date': periods[0]?.start, '@type': PLANNED_START },
      { '@iso-date': periods.at(-1)?.end, '@type': PLANNED_END },
    ],
    result: {
      '@type': OTHER,
      '@aggregation-status': 'false',
      title: said(title),
      indicator: indicator(result),
    },
  };
}

function statusOf({ status, closedOn }: GoalResult): string | undefined {
  if (closedOn !== null) return CLOSED;
  return status === 'not_started' ? PIPELINE : IMPLEMENTATION;
}

function indicator(result: GoalResult): Element {
  const { code, measure, unit, ascending } = result.indicator;
  const { baseline } = result;
  return {
    '@measure': MEASURES[measure] ?? UNIT,
    '@ascending': String(ascending),
    '@aggregation-status': 'false',
    title: said(result.title),
    ...(unit.zh === '' ? {} : { description: said(unit) }),
    reference: { '@vocabulary': OURS, '@code': code, '@indicator-uri': `urn:duixian:indicator:${code}` },
    ...(baseline === null
      ? {}
      : {
          baseline: {
            '@iso-date': baseline.at,
            '@year': baseline.at.slice(0, 4),
            '@value': baseline.value,
            comment: observed(baseline),
          },
        }),
    period: result.periods.map((one) => period(result, one)),
  };
}

function period(result: GoalResult, { start, end, target, actual }: ResultPeriod): Element {
  return {
    'period-start': { '@iso-date': start },
    'period-end': { '@iso-date': end },
    target: { '@value': target.value, comment: promised(result, target, end) },
    ...(actual === null ? {} : { actual: { '@value': actual.value, comment: observed(actual) } }),
  };
}

/** What the number means: at least, at most; the vocabulary has no word for it. */
function promised(
  { title, area, indicator: { measure, unit } }: GoalResult,
  { comparator, value: target }: ResultPeriod['target'],
  deadline: string,
): Element {
  const of = measure === 'milestone' ? 'done' : comparator;
  return inBoth((language, in_) =>
    translate(language, 'report', `statement.${of}`, {
      ...{ name: title[in_], area: area.name[in_], unit: unit[in_] },
      ...{ target, deadline },
    }),
  );
}

const observed = ({ at, qualifier }: Observed): Element =>
  inBoth((language) => translate(language, 'report', `observed.${qualifier}`, { at }));

const inBoth = (text: (language: Language, in_: keyof Both) => string): Element =>
  said({ zh: text('zh-CN', 'zh'), en: text('en', 'en') });

const said = ({ zh, en }: Both): Element => ({
  narrative: [
    { '@xml:lang': 'zh', '#': zh },
    { '@xml:lang': 'en', '#': en },
  ],
});
