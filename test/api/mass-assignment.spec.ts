import { TestApplication } from '../support/application';
import { type Field, fieldsOf, type Input, inputsOf } from '../support/matrix/inputs';
import { REQUESTS } from '../support/matrix/requests';
import { CALLERS, TABLE } from '../support/matrix/table';
import { World } from '../support/matrix/world';
import type { Signed } from '../support/people';

/** Longer than what may be longest: a pasted table. */
const LONG = 'x'.repeat(200_001);
/** Longer than any filter, and short enough for an address. */
const LONG_FILTER = 'x'.repeat(10_000);

/** For a field of each type, what is of another, or too much of it. */
const WRONG: ReadonlyMap<unknown, readonly unknown[]> = new Map<unknown, readonly unknown[]>([
  [String, [12345, true, ['x'], { a: 'x' }, LONG]],
  [Number, ['x', true, [1], { a: 1 }, 1e300, 1.5]],
  [Boolean, ['true', 1, [true], { a: true }]],
  [Array, ['x', 1, true, { a: 1 }, [[]], [null], Array.from({ length: 5_000 }, () => 'x')]],
  [Object, ['x', 1, true, [1], [[]], [null]]],
]);

/** Where `null` is right: it takes away what is there. */
const NULL_MEANS = new Set(['PATCH /api/v1/people/:id email']);

interface Problem {
  readonly errors: readonly { readonly path: string }[];
}

interface Bad {
  /** The field that must be named. */
  readonly field: string;
  readonly body: string;
}

/** The valid body with one thing wrong. As text, for what no object can carry. */
function badBodies(valid: object, fields: readonly Field[]): Bad[] {
  const whole = JSON.stringify(valid);
  const inside = (text: string, at = whole): string => `${at.slice(0, -1)}${at === '{}' ? '' : ','}${text}}`;
  const without = (name: string): string =>
    JSON.stringify(Object.fromEntries(Object.entries(valid).filter(([key]) => key !== name)));
  return [
    { field: 'isAdmin', body: inside('"isAdmin":true') },
    { field: '__proto__', body: inside('"__proto__":{"isAdmin":true}') },
    { field: 'constructor', body: inside('"constructor":{"prototype":{"isAdmin":true}}') },
    { field: 'prototype', body: inside('"prototype":{"isAdmin":true}') },
    ...fields.flatMap(({ name, type, nested }) => {
      const put = (value: string): Bad => ({
        field: name,
        body: inside(`"${name}":${value}`, without(name)),
      });
      const wrong = WRONG.get(nested !== null && type !== Array ? Object : type);
      if (wrong === undefined) throw new Error(`${name}: what is wrong for ${String(type)} is not known`);
      return [...wrong, null].map((value) => put(JSON.stringify(value)));
    }),
    ...fields.flatMap(({ name, type, nested }) => {
      if (nested === null) return [];
      const given = (valid as Record<string, unknown>)[name];
      const one = (type === Array ? (given as object[])[0] : given) as object;
      return badBodies(one, fieldsOf(nested)).map(({ field, body }) => ({
        field: `${name}${type === Array ? '.0' : ''}.${field}`,
        body: inside(`"${name}":${type === Array ? `[${body}]` : body}`, without(name)),
      }));
    }),
  ];
}

/** The queries with one thing wrong; all of a query is text. */
const badQueries = (fields: readonly Field[]): { field: string; query: string }[] => [
  { field: 'isAdmin', query: 'isAdmin=true' },
  { field: '__proto__', query: '__proto__=x' },
  { field: 'constructor', query: 'constructor=x' },
  ...fields.flatMap(({ name }) => [
    { field: name, query: `${name}=${LONG_FILTER}` },
    { field: name, query: `${name}=x&${name}=y` },
  ]),
];

describe('what a request may carry', () => {
  let test: TestApplication;
  let world: World;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
    world = new World(test);
  });

  afterAll(() => test.stop());

  /** Everything there is, in one text. */
  const everything = async (): Promise<string> => {
    const [{ all }] = await test.db.query<[{ all: string }]>(
      `SELECT string_agg(relname || ' ' || query_to_xml(format('SELECT md5(string_agg(t::text, '','' ORDER BY t::text)) FROM %I.%I t', nspname, relname), true, true, '')::text, E'\\n' ORDER BY relname) AS all
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')`,
    );
    return all;
  };

  /** Somebody whom the table lets make the request. */
  async function entitled(route: string): Promise<Signed | null> {
    const column = (TABLE[route] ?? '').split(' ').findIndex((signs) => signs.startsWith('+'));
    return world.caller(CALLERS[column] ?? 'anonymous');
  }

  const refusal = async (answer: Response, field: string, what: string): Promise<string[]> => {
    const text = await answer.text();
    const errors = answer.status === 400 ? (JSON.parse(text) as Problem).errors : [];
    const named = errors.some(({ path }) => path === field || path.startsWith(`${field}.`));
    return named ? [] : [`${what}: ${answer.status} ${text.slice(0, 300)}`];
  };

  const addressOf = async ({ route }: Input, who: Signed | null) => {
    const request = REQUESTS[route];
    if (request === undefined) throw new Error(`how to ask ${route} is not said`);
    return request(world, 'own', who);
  };

  async function wrongBodies(input: Input): Promise<string[]> {
    const who = await entitled(input.route);
    const { path, body, headers } = await addressOf(input, who);
    const before = await everything();
    const accepted: string[] = [];
    for (const { field, body: sent } of badBodies(body ?? {}, fieldsOf(input.dto))) {
      if (NULL_MEANS.has(`${input.route} ${field}`) && sent.includes(`"${field}":null`)) continue;
      const answer = await fetch(`${test.baseUrl}${path}`, {
        method: input.route.slice(0, input.route.indexOf(' ')),
        headers: { ...who?.credentials, 'content-type': 'application/json', ...headers },
        body: sent,
      });
      accepted.push(...(await refusal(answer, field, `${input.route} ${sent.slice(0, 150)}`)));
    }
    if ((await everything()) !== before) accepted.push(`${input.route} changed the database`);
    return accepted;
  }

  async function wrongQueries(input: Input): Promise<string[]> {
    const who = await entitled(input.route);
    const { path } = await addressOf(input, who);
    const accepted: string[] = [];
    for (const { field, query } of badQueries(fieldsOf(input.dto))) {
      const [address = '', given = ''] = path.split('?', 2);
      const others = new URLSearchParams(given);
      others.delete(field);
      const answer = await fetch(`${test.baseUrl}${address}?${others.toString()}&${query}`, {
        headers: who?.credentials ?? {},
      });
      accepted.push(...(await refusal(answer, field, `${input.route}?${query.slice(0, 100)}`)));
    }
    return accepted;
  }

  const inputs = (from: Input['from']): Input[] => inputsOf(test).filter((input) => input.from === from);

  it('is judged field by field in every body, and what is wrong leaves no trace', async () => {
    const found: string[] = [];
    const bodies = inputs('body');
    for (const input of bodies) found.push(...(await wrongBodies(input)));
    expect(found).toEqual([]);
    expect(bodies.length).toBeGreaterThan(30);
  }, 600_000);

  it('is judged in every query', async () => {
    const found: string[] = [];
    const queries = inputs('query');
    for (const input of queries) found.push(...(await wrongQueries(input)));
    expect(found).toEqual([]);
    expect(queries.length).toBeGreaterThan(20);
  }, 600_000);
});
