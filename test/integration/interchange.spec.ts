import { readXml } from '../support/iati/read-xml';
import { structuralFaults, type XmlElement } from '../support/iati/structure';
import { TestApplication } from '../support/application';
import type { Signed } from '../support/people';

interface Observed {
  value: string;
  at: string;
  qualifier: string;
}

interface Result {
  code: string;
  title: { zh: string; en: string };
  indicator: { code: string; measure: string; ascending: boolean };
  baseline: Observed | null;
  periods: {
    start: string;
    end: string;
    target: { comparator: string; value: string };
    actual: Observed | null;
  }[];
  closedOn: string | null;
}

interface Results {
  asOf: string;
  knownAt: string;
  organisation: { ref: string; name: { en: string } };
  results: Result[];
}

const HOSTILE = 'a<b>&"\'\u0001\u000b]]>\ufffe';

describe('results in the vocabulary of IATI', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
  });

  afterEach(() => test.stop());

  async function xml(query = '', who: Signed = test.me): Promise<{ text: string; root: XmlElement }> {
    const { status, headers, body } = await who.text(`/interchange/results.xml?${query}`);
    expect([status, headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
    return { text: body, root: readXml(body) };
  }

  const json = async (query = '', who: Signed = test.me): Promise<Results> =>
    (await who.get<Results>(`/interchange/results.json?${query}`)).body;

  const one = async (code: string, query = ''): Promise<Result> => {
    const found = (await json(query)).results.find((result) => result.code === code);
    if (found === undefined) throw new Error(`no ${code}`);
    return found;
  };

  const inside = (element: XmlElement | undefined, ...path: string[]): XmlElement | undefined =>
    path.reduce((at, name) => at?.children.find((child) => child.name === name), element);

  const activityOf = (root: XmlElement, code: string): XmlElement | undefined =>
    root.children.find((one) => inside(one, 'iati-identifier')?.text === `unregistered-${code}`);

  /** The numbers of an activity as the JSON has them. */
  const periodsOf = (activity: XmlElement | undefined) =>
    inside(activity, 'result', 'indicator')
      ?.children.filter(({ name }) => name === 'period')
      .map((period) => ({
        start: inside(period, 'period-start')?.attributes['iso-date'],
        end: inside(period, 'period-end')?.attributes['iso-date'],
        target: inside(period, 'target')?.attributes['value'],
        actual: inside(period, 'actual')?.attributes['value'],
      }));

  it('have the published structure, with every kind of goal and figure', async () => {
    await test.logAccepted({ period: '2025-06-30', value: '62000.125' });
    await test.logAccepted({ indicator: 'compute', period: '2025-08-06', value: '66000', qualifier: '>=' });
    await test.logAccepted({ indicator: 'coal', period: '2025-06', value: '750' });
    const { root } = await xml('asOf=2025-12-31');
    expect(structuralFaults(root)).toEqual([]);
    expect(root.attributes['version']).toBe('2.03');
    const measures = root.children.map((one) => inside(one, 'result', 'indicator')?.attributes['measure']);
    expect(new Set(measures)).toEqual(new Set(['1', '2', '3']));
  });

  it('say the same as XML and as JSON, to the last digit', async () => {
    await test.logAccepted({ period: '2025-06-30', value: '62000.12345678901234567' });
    await test.logAccepted({ indicator: 'coal', period: '2025-06', value: '750' });
    const { root } = await xml('asOf=2025-12-31');
    const { results } = await json('asOf=2025-12-31');
    expect(results.length).toBe(root.children.length);
    for (const { code, periods, baseline } of results) {
      const activity = activityOf(root, code);
      expect([code, periodsOf(activity)]).toEqual([
        code,
        periods.map(({ start, end, target, actual }) => ({
          ...{ start, end },
          ...{ target: target.value, actual: actual?.value },
        })),
      ]);
      const told = inside(activity, 'result', 'indicator', 'baseline')?.attributes;
      expect([told?.['iso-date'], told?.['value']]).toEqual([baseline?.at, baseline?.value]);
    }
    expect((await one('G01', 'asOf=2025-12-31')).periods[0]?.actual).toEqual({
      value: '62000.12345678901234567',
      at: '2025-06-30',
      qualifier: '=',
    });
  });

  it('put a figure into the period it belongs to, and say what a number means', async () => {
    await test.logAccepted({ indicator: 'coal', period: '2025-06', value: '750' });
    const { periods } = await one('G07', 'asOf=2025-12-31');
    expect(periods.map(({ start, end, actual }) => [start, end, actual?.value ?? null])).toEqual([
      ['2025-01-01', '2025-12-31', '750.00'],
      ['2026-01-01', '2030-12-31', null],
    ]);
    expect((await one('G21-621002')).title.zh).toMatch(/^[^·]+·西峰区$/);
    const { text } = await xml('asOf=2025-12-31');
    expect(text).toContain('庆阳市：2025-12-31 前，标准机架达到 100000 架');
  });

  it('are the same bytes for the same clocks, whatever comes later', async () => {
    const { asOf, knownAt } = await json('asOf=2025-12-31');
    const query = `asOf=${asOf}&knownAt=${knownAt}`;
    const [before, plain] = [await xml(query), await test.text(`/interchange/results.json?${query}`)];
    await test.logAccepted({ period: '2025-12-31', value: '100000' });
    expect((await xml(query)).text).toBe(before.text);
    expect((await test.text(`/interchange/results.json?${query}`)).body).toBe(plain.body);
    expect((await xml('asOf=2025-12-31')).text).not.toBe(before.text);
    for (const face of ['xml', 'json'])
      expect((await test.text(`/interchange/results.${face}?knownAt=2999-01-01T00:00:00Z`)).status).toBe(400);
  });

  it('carry any text there is', async () => {
    await test.db.query(`UPDATE indicator SET name_zh = $1 WHERE code = 'racks'`, [HOSTILE]);
    const { root } = await xml();
    expect(structuralFaults(root)).toEqual([]);
    const title = inside(activityOf(root, 'G01'), 'title', 'narrative')?.text;
    expect(title).toBe('a<b>&"\'\ufffd\ufffd]]>\ufffd');
    expect((await one('G01')).title.zh).toBe(HOSTILE);
  });

  it('tell nobody of goals out of reach, and refuse an empty list only where the standard does', async () => {
    const official = await test.somebody('official', { department: 'gov-xifeng' });
    const codes = (await json('', official)).results.map(({ code }) => code);
    expect(codes).toContain('G01');
    expect(codes).not.toContain('G05');
    const { root } = await xml('', official);
    expect(root.children.map((one) => inside(one, 'iati-identifier')?.text)).toEqual(
      codes.map((code) => `unregistered-${code}`),
    );
    const early = 'knownAt=2000-01-01T00:00:00Z';
    expect((await json(early)).results).toEqual([]);
    const none = await test.get<{ code: string }>(`/interchange/results.xml?${early}`);
    expect([none.status, none.body.code]).toEqual([404, 'interchange.nothing']);
  });

  it('name the organisation that the administrator set', async () => {
    const administrator = await test.somebody('administrator');
    const tag = (await administrator.get('/settings/interchange')).headers.get('etag') ?? '';
    const value = {
      organisationRef: 'CN-TEST-1',
      organisationType: 10,
      nameZh: '庆阳市人民政府',
      nameEn: 'Qingyang',
    };
    const changed = await administrator.put(
      '/settings/interchange',
      { value, reason: 'x' },
      { 'if-match': tag },
    );
    expect(changed.status).toBe(200);
    const { organisation } = await json();
    expect([organisation.ref, organisation.name.en]).toEqual(['CN-TEST-1', 'Qingyang']);
    const { root } = await xml();
    expect(structuralFaults(root)).toEqual([]);
    expect(inside(root, 'iati-activity', 'reporting-org')?.attributes['ref']).toBe('CN-TEST-1');
  });
});

describe('the check of the published structure', () => {
  const document = (activity: string): string =>
    `<iati-activities version="2.03"><iati-activity>${activity}</iati-activity></iati-activities>`;
  const said = '<narrative xml:lang="en">x</narrative>';
  const right = `<iati-identifier>x-1</iati-identifier><reporting-org ref="x" type="10">${said}</reporting-org>
    <title>${said}</title><description>${said}</description><participating-org role="4">${said}</participating-org>
    <activity-status code="2"/><activity-date iso-date="2025-01-01" type="1"/><result type="9"><title>${said}</title>
    <indicator measure="1"><title>${said}</title><baseline year="2024" value="1"/><period>
    <period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/><target value="2"/><actual value="1"/>
    </period></indicator></result>`;

  it('lets through what is right', () => {
    expect(structuralFaults(readXml(document(right)))).toEqual([]);
  });

  it.each([
    ['an element left out', right.replace('<activity-status code="2"/>', '')],
    [
      'an element twice',
      right.replace('<activity-status code="2"/>', '<activity-status code="2"/>'.repeat(2)),
    ],
    [
      'elements that changed places',
      right.replace('<target value="2"/><actual value="1"/>', '<actual value="1"/><target value="2"/>'),
    ],
    ['an element there is not', right.replace('<target value="2"/>', '<goal/>')],
    ['an attribute left out', right.replace(' year="2024"', '')],
    ['an attribute there is not', right.replace(' year="2024"', ' year="2024" unit="t"')],
    ['a day there is not', right.replace('"2025-12-31"', '"31.12.2025"')],
    ['a number that is none', right.replace('value="2"', 'value="2 t"')],
    ['a title without a text', right.replace(`<title>${said}</title>`, '<title/>')],
    ['text in the wrong place', right.replace('<indicator measure="1">', '<indicator measure="1">x')],
  ])('finds %s', (_what, activity) => {
    expect(activity).not.toBe(right);
    expect(structuralFaults(readXml(document(activity)))).not.toEqual([]);
  });
});
