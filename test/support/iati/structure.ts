/** How often an element may come: at least, at most. */
type Times = readonly [number, number];

/** What the published structure of IATI 2.03 says of an element: its attributes, and its children in their order. */
interface Rule {
  readonly required?: Readonly<Record<string, RegExp>>;
  readonly optional?: Readonly<Record<string, RegExp>>;
  readonly children?: readonly (readonly [name: string, times: Times])[];
  /** Of an element that holds text. */
  readonly text?: true;
}

/** An element as read, its children in their order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

const MANY = Number.POSITIVE_INFINITY;
const ONE: Times = [1, 1];
const MAYBE: Times = [0, 1];
const ANY: Times = [0, MANY];
const SOME: Times = [1, MANY];

const TEXT = /^[^]*$/;
const CODE = /^\S+$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
const TRUTH = /^(true|false|0|1)$/;
/** The value is text to the schema; the standard asks for a number wherever the measure is none of quality. */
const NUMBER = /^-?\d+(\.\d+)?$/;

const narratives: Rule = { children: [['narrative', SOME]] };
const day: Rule = { required: { 'iso-date': DATE } };
const measured: Rule = {
  required: { value: NUMBER },
  children: [
    ['location', ANY],
    ['dimension', ANY],
    ['comment', MAYBE],
    ['document-link', ANY],
  ],
};

/** By the path of names; the children an element may have but never has here are named, so that the order is whole. */
const RULES: Readonly<Record<string, Rule>> = {
  'iati-activities': {
    required: { version: /^2\.03$/ },
    optional: { 'generated-datetime': MOMENT, 'linked-data-default': TEXT },
    children: [['iati-activity', SOME]],
  },
  'iati-activity': {
    optional: { 'xml:lang': /^[a-z]{2}$/, 'last-updated-datetime': MOMENT, hierarchy: /^\d+$/ },
    children: [
      ['iati-identifier', ONE],
      ['reporting-org', ONE],
      ['title', ONE],
      ['description', SOME],
      ['participating-org', SOME],
      ['other-identifier', ANY],
      ['activity-status', ONE],
      ['activity-date', SOME],
      ['contact-info', ANY],
      ['activity-scope', MAYBE],
      ['recipient-country', ANY],
      ['recipient-region', ANY],
      ['location', ANY],
      ['sector', ANY],
      ['result', ANY],
    ],
  },
  'iati-identifier': { text: true },
  narrative: { optional: { 'xml:lang': /^[a-z]{2}$/ }, text: true },
  'reporting-org': {
    required: { ref: CODE, type: CODE },
    optional: { 'secondary-reporter': TRUTH },
    children: [['narrative', SOME]],
  },
  title: narratives,
  description: narratives,
  comment: narratives,
  'participating-org': {
    required: { role: /^[1-4]$/ },
    optional: { ref: CODE, type: CODE, 'activity-id': CODE },
    children: [['narrative', ANY]],
  },
  'activity-status': { required: { code: /^[1-6]$/ } },
  'activity-date': { required: { 'iso-date': DATE, type: /^[1-4]$/ }, children: [['narrative', ANY]] },
  result: {
    required: { type: /^[1239]$/ },
    optional: { 'aggregation-status': TRUTH },
    children: [
      ['title', ONE],
      ['description', MAYBE],
      ['document-link', ANY],
      ['reference', ANY],
      ['indicator', SOME],
    ],
  },
  indicator: {
    required: { measure: /^[1-5]$/ },
    optional: { ascending: TRUTH, 'aggregation-status': TRUTH },
    children: [
      ['title', ONE],
      ['description', MAYBE],
      ['document-link', ANY],
      ['reference', ANY],
      ['baseline', ANY],
      ['period', ANY],
    ],
  },
  reference: { required: { vocabulary: CODE, code: CODE }, optional: { 'indicator-uri': CODE } },
  baseline: {
    required: { year: /^[1-9]\d*$/, value: NUMBER },
    optional: { 'iso-date': DATE },
    children: [
      ['location', ANY],
      ['dimension', ANY],
      ['document-link', ANY],
      ['comment', MAYBE],
    ],
  },
  period: {
    children: [
      ['period-start', ONE],
      ['period-end', ONE],
      ['target', ANY],
      ['actual', ANY],
    ],
  },
  'period-start': day,
  'period-end': day,
  target: measured,
  actual: measured,
};

/** Everything in which the document is not what the standard publishes, with where; none where it is. */
export function structuralFaults(element: XmlElement, path = ''): string[] {
  const here = `${path}/${element.name}`;
  const rule = RULES[element.name];
  if (rule === undefined) return [`${here}: no such element`];
  return [
    ...attributeFaults(element, rule).map((fault) => `${here}: ${fault}`),
    ...childFaults(element, rule).map((fault) => `${here}: ${fault}`),
    ...(rule.text === true || element.text.trim() === '' ? [] : [`${here}: text`]),
    ...element.children.flatMap((child) => structuralFaults(child, here)),
  ];
}

function attributeFaults({ attributes }: XmlElement, { required = {}, optional = {} }: Rule): string[] {
  const missing = Object.keys(required).filter((name) => !(name in attributes));
  const wrong = Object.entries(attributes).filter(
    ([name, value]) => !({ ...required, ...optional }[name]?.test(value) ?? false),
  );
  return [...missing.map((name) => `no @${name}`), ...wrong.map(([name, value]) => `@${name}="${value}"`)];
}

function childFaults({ children }: XmlElement, { children: allowed = [] }: Rule): string[] {
  const order = allowed.map(([name]) => name);
  const ranks = children.map(({ name }) => order.indexOf(name));
  const foreign = children.filter(({ name }) => !order.includes(name)).map(({ name }) => `<${name}> inside`);
  const disorder = ranks.some((rank, index) => rank < (ranks[index - 1] ?? 0))
    ? ['children out of order']
    : [];
  const counts = allowed.flatMap(([name, [least, most]]) => {
    const count = children.filter((child) => child.name === name).length;
    return count < least || count > most ? [`${count} × <${name}>`] : [];
  });
  return [...foreign, ...disorder, ...counts];
}
