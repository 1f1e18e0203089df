import { parse } from 'csv-parse/sync';
import { TestApplication } from '../support/application';
import type { Signed } from '../support/people';
import { Visitor } from '../support/visitor';

interface Commitment {
  code: string;
  name: string;
  statement: string;
  speakers: string;
  target: string;
  value: string | null;
  valueAt: string | null;
  light: string | null;
}

const QINGYANG = 'qingyang-press-2025-03-26';

describe('open data', () => {
  let test: TestApplication;
  let administrator: Signed;
  let anybody: Visitor;

  beforeEach(async () => {
    test = await TestApplication.withCatalog();
    administrator = await test.somebody('administrator');
    anybody = new Visitor(test.baseUrl);
  });

  afterEach(() => test.stop());

  const publish = (input: Record<string, unknown> = {}, who: Visitor = administrator, headers = {}) =>
    who.post<{ id: number; code: string; state: string }>(
      '/publications',
      { reason: '政务公开', ...input },
      headers,
    );
  const withdraw = (id: number, who: Visitor = administrator) =>
    who.post<{ code: string; state: string }>(`/publications/${id}/withdraw`, { reason: '更正' });
  const shown = async (query = 'lang=zh-CN'): Promise<Map<string, Commitment>> => {
    const { status, body } = await anybody.get<{ commitments: Commitment[] }>(
      `/public/commitments.json?${query}`,
    );
    if (status !== 200) throw new Error(JSON.stringify(body));
    return new Map(body.commitments.map((one) => [one.code, one]));
  };
  const statuses = async (): Promise<number[]> => [
    (await anybody.text('/public/commitments.json')).status,
    (await anybody.text('/public/commitments.csv')).status,
  ];

  it('shows nothing until it is published, and nothing any more once that is taken back', async () => {
    expect(await statuses()).toEqual([404, 404]);
    const { status, body } = await publish();
    expect([status, body.state]).toEqual([201, 'in_force']);
    expect(await statuses()).toEqual([200, 200]);
    expect((await withdraw(body.id)).body.state).toBe('withdrawn');
    expect(await statuses()).toEqual([404, 404]);
    expect([(await withdraw(body.id)).status, (await withdraw(99)).status]).toEqual([409, 404]);
    expect((await publish()).status).toBe(201);
    const events = await test.db.query<object[]>(
      `SELECT action, person_id FROM audit_event WHERE action LIKE 'publication.%' ORDER BY id`,
    );
    const by = administrator.personId;
    expect(events).toEqual([
      { action: 'publication.made', person_id: by },
      { action: 'publication.withdrawn', person_id: by },
      { action: 'publication.made', person_id: by },
    ]);
  });

  it('is published once, by two at once and by a repeat', async () => {
    const answers = await Promise.all([publish(), publish()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const key = { 'idempotency-key': 'once' };
    const first = await publish({ source: QINGYANG }, administrator, key);
    expect((await publish({ source: QINGYANG }, administrator, key)).body).toEqual(first.body);
    expect(await test.count('publication')).toBe(2);
    expect((await publish({ source: 'nowhere' })).status).toBe(400);
  });

  it.each(['official', 'reviewer', 'supervisor', 'leader', 'auditor'] as const)(
    'is nothing that %s may publish or take back',
    async (role) => {
      const departmental = role === 'official' || role === 'reviewer';
      const who = await test.somebody(role, departmental ? { department: 'gov-xifeng' } : {});
      const { body } = await publish({ source: QINGYANG });
      expect([(await publish({}, who)).status, (await withdraw(body.id, who)).status]).toEqual([403, 403]);
      expect(await test.count('publication WHERE withdrawn_at IS NULL')).toBe(1);
      expect((await who.get('/publications')).status).toBe(200);
    },
  );

  it('leaves out the sources that are not published, and examples where all are', async () => {
    await test.loadCatalog('catalog/example-education.yaml');
    await test.settled();
    const { body } = await publish();
    const all = await shown();
    expect(all.has('G01')).toBe(true);
    const [{ codes }] = await test.db.query<[{ codes: string[] }]>(
      `SELECT array_agg(c.code::text) AS codes FROM goal g JOIN commitment c ON c.id = g.id
       JOIN source o ON o.id = g.source_id WHERE o.example`,
    );
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => all.has(code))).toEqual([]);
    await withdraw(body.id);
    const [{ code }] = await test.db.query<[{ code: string }]>(`SELECT code FROM source WHERE example`);
    await publish({ source: code });
    expect([...(await shown()).keys()].sort()).toEqual([...codes].sort());
  });

  it('tells what was promised, the latest accepted value with its day, and the light in words', async () => {
    await publish();
    await test.post('/actuals', { indicator: 'racks', area: '621000', period: '2025-07-31', value: '99999' });
    await test.logAccepted({ period: '2025-06-30', value: '62000.125' });
    await test.settled();
    expect((await shown()).get('G01')).toMatchObject({
      name: '标准机架',
      target: '100000',
      statement: '庆阳市：2025-12-31 前，标准机架达到 100000 架',
      value: '62000.125',
      valueAt: '2025-06-30',
      light: '红灯',
    });
    expect((await shown('lang=en')).get('G01')?.statement).toMatch(/ by 2025-12-31$/);
    const csv = await anybody.text('/public/commitments.csv?lang=zh-CN');
    const rows = parse<Record<string, string>>(csv.body, { columns: true, bom: true });
    const { statement, value, light } = rows.find((row) => row['code'] === 'G01') ?? {};
    expect([statement, value, light]).toEqual([
      '庆阳市：2025-12-31 前，标准机架达到 100000 架',
      '62000.125',
      '红灯',
    ]);
    expect(rows).toHaveLength((await shown()).size);
  });

  it('tells no official, no note and no department', async () => {
    const secret = '不得公开的内容';
    await test.logAccepted({ period: '2025-06-30', value: '62000', note: secret });
    await test.db.query(`UPDATE goal SET note_zh = $1, note_en = $1`, [secret]);
    await test.db.query(`UPDATE department SET name_zh = $1, name_en = $1, lead_zh = $1, lead_en = $1`, [
      secret,
    ]);
    await test.settled();
    await publish();
    for (const path of ['/public/commitments.json', '/public/commitments.csv'])
      for (const lang of ['zh-CN', 'en']) {
        const { body } = await anybody.text(`${path}?lang=${lang}`);
        for (const kept of [secret, test.me.login, test.other.login, administrator.login])
          expect(body).not.toContain(kept);
      }
  });

  it('lets no name become a formula', async () => {
    await test.db.query(`UPDATE indicator SET name_zh = '=1+1' WHERE code = 'racks'`);
    await publish();
    const { body } = await anybody.text('/public/commitments.csv?lang=zh-CN');
    expect(body).toContain(`G01,'=1+1,`);
  });

  it('is not sent again to whoever has it, and is once it changed', async () => {
    await publish();
    for (const path of ['/public/commitments.json?lang=en', '/public/commitments.csv?lang=en']) {
      const first = await anybody.text(path);
      const tag = first.headers.get('etag') ?? '';
      const same = await anybody.text(path, { 'if-none-match': `W/${tag}` });
      expect([same.status, same.body, same.headers.get('etag')]).toEqual([304, '', tag]);
    }
    const before = await anybody.text('/public/commitments.json?lang=en');
    await test.logAccepted({ period: '2025-06-30', value: '62000' });
    await test.settled();
    const known = { 'if-none-match': before.headers.get('etag') ?? '' };
    expect((await anybody.text('/public/commitments.json?lang=en', known)).status).toBe(200);
  });

  it('is limited by address, whoever asks', async () => {
    await publish();
    const http = { rateLimits: { anonymous: 2, account: 0, signIn: 0 } };
    const limited = await TestApplication.start(
      { ...test.database, drop: () => Promise.resolve() },
      { http },
    );
    try {
      const asked: number[] = [];
      for (const who of [new Visitor(limited.baseUrl), limited.me, new Visitor(limited.baseUrl)])
        asked.push((await who.text('/public/commitments.csv')).status);
      expect(asked).toEqual([200, 200, 429]);
    } finally {
      await limited.stop();
    }
  });

  it('is taken back once and never rewritten, whoever tries', async () => {
    await publish();
    const state = (sql: string): Promise<string> =>
      test.db.query(sql).then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
    for (const sql of [
      `UPDATE publication SET published_by = 'x'`,
      `DELETE FROM publication`,
      `TRUNCATE publication`,
    ])
      expect([sql, await state(sql)]).toEqual([sql, 'DX001']);
  });
});
