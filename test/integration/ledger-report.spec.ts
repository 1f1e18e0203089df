import { get as request, type IncomingMessage } from 'node:http';
import { Transactions } from '../../src/platform/database';
import { type Answer, TestApplication } from '../support/application';
import { momentOf, only, type Row, rowsOf, smallWorld } from '../support/small-world';
import { ActualsReport } from '../../src/reports/actuals/actuals-report';
import { csvFace, type CsvOptions } from '../../src/reports/faces/csv-face';
import type { Report, ReportOptions } from '../../src/reports/report';

type Logged = Answer<{ id: string }>;

describe('the ledger of actuals', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await smallWorld();
  });

  afterEach(() => test.stop());

  const log = (input: Record<string, unknown>): Promise<Logged> =>
    test.post<{ id: string }>('/actuals', { indicator: 'beds', area: '629001', ...input });
  const tag = ({ headers }: Logged) => ({ 'if-match': headers.get('etag') ?? '' });
  const states = (rows: readonly Row[]) => only(rows, 'period_end', 'revision', 'figure_state');

  /** One figure in every state; the first corrected. Gives the moment before anything was decided. */
  async function everyState(): Promise<string> {
    const first = await log({ period: '2025-03-31', value: '120' });
    await log({ period: '2025-06-30', value: '130', qualifier: '>=', note: '含在建' });
    const sentBack = await log({ period: '2025-09-30', value: '140' });
    const takenBack = await log({ period: '2025-12-31', value: '150' });
    const before = await momentOf(test);
    const accepted = await test.accept(first);
    await test.other.post(`/actuals/${sentBack.body.id}/return`, { reason: '口径有误' }, tag(sentBack));
    await test.post(`/actuals/${takenBack.body.id}/withdraw`, { reason: '填错' }, tag(takenBack));
    const match = { 'if-match': accepted.headers.get('etag') ?? '' };
    const correction = await test.post<{ id: string }>(
      `/actuals/${first.body.id}/corrections`,
      { value: '121', reason: '复核' },
      match,
    );
    await test.accept(correction);
    return before;
  }

  it('has every revision of every figure, with who, when and why', async () => {
    await everyState();
    const rows = await rowsOf(test, 'actuals', 'asOf=2025-12-31');
    expect(states(rows)).toEqual([
      '2025-03-31 | 1 | superseded',
      '2025-03-31 | 2 | accepted',
      '2025-06-30 | 1 | submitted',
      '2025-09-30 | 1 | returned',
      '2025-12-31 | 1 | withdrawn',
    ]);
    expect(rows[1]).toMatchObject({
      id: expect.stringMatching(/^\d+\.2025-03-31\.2$/) as string,
      indicator_code: 'beds',
      indicator_name: 'Beds',
      area_code: '629001',
      area_name: 'East',
      definition: 'standard',
      period_start: '',
      figure_kind: 'correction',
      value: '121',
      qualifier: '=',
      unit: 'bed',
      reason: '复核',
      evidence_count: '0',
      recorded_by: test.me.login,
      decided_by: test.other.login,
      as_of: '2025-12-31',
    });
    expect(rows[1]?.['decided_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(rows[2]).toMatchObject({ qualifier: '>=', note: '含在建', decided_by: '', decided_at: '' });
    expect(rows[3]).toMatchObject({ decision_reason: '口径有误', decided_by: test.other.login });
    expect(rows[4]).toMatchObject({ decision_reason: '填错', decided_by: test.me.login });
  });

  it('knows no decision and no revision that came after, and is the same to the byte', async () => {
    const before = await everyState();
    const then = await rowsOf(test, 'actuals', `asOf=2025-12-31&knownAt=${before}`);
    expect(states(then)).toEqual(
      ['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31'].map((end) => `${end} | 1 | submitted`),
    );
    for (const row of then)
      expect(row).toMatchObject({ decided_by: '', decided_at: '', decision_reason: '' });
    expect(states(await rowsOf(test, 'actuals', 'asOf=2025-06-30'))).toHaveLength(3);

    const now = await momentOf(test);
    const paths = ['zh-CN', 'en'].map(
      (lang) => `/reports/actuals.csv?asOf=2025-12-31&knownAt=${now}&lang=${lang}`,
    );
    const told = () => Promise.all(paths.map(async (path) => (await test.text(path)).body));
    const printed = await told();
    await test.accept(await log({ area: '629002', period: '2025-03-31', value: '44' }));
    await test.db.query(
      `UPDATE indicator SET name_zh = '病床', name_en = 'Hospital beds' WHERE code = 'beds'`,
    );
    expect(await told()).toEqual(printed);
    expect(await rowsOf(test, 'actuals', 'asOf=2025-12-31')).toHaveLength(6);
  });

  it('shows people words, and keeps to their reach and to what they ask for', async () => {
    await everyState();
    await test.accept(await log({ area: '629002', period: '2025-03-31', value: '44' }));
    const { body, headers } = await test.text('/reports/actuals.csv?asOf=2025-12-31&lang=zh-CN');
    for (const word of ['审核状态', '被修订', '已核', '待审', '退回', '撤回', '更正', '床位', '张'])
      expect(body).toContain(word);
    expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain('实绩台账-2025-12-31.csv');

    const areas = async (reader: Parameters<typeof rowsOf>[0], query = '') => [
      ...new Set(only(await rowsOf(reader, 'actuals', query), 'area_code')),
    ];
    expect(await areas(await test.somebody('official', { department: 'west' }))).toEqual(['629002']);
    expect(await areas(await test.somebody('official', { department: 'east', area: '629002' }))).toEqual([]);
    expect(await areas(test, 'department=west')).toEqual(['629002']);
    expect(await areas(test, 'department=office')).toEqual(['629001', '629002']);
    expect(await areas(test, 'area=629001&indicator=beds')).toEqual(['629001']);
    expect(await areas(test, 'indicator=price')).toEqual([]);
  });

  describe('as the database writes it', () => {
    /** Text that must be quoted, guarded, or left alone; what begins a formula, plainly and behind blanks of all kinds. */
    const HOSTILE = [
      ...[
        '=1+1',
        ' =1+1',
        '\t=1',
        '\n=1',
        '＝1',
        '　＠x',
        '+86',
        '-5',
        '@x',
        '\tx',
        "'quoted",
        '\rx',
        '\u00a0-1',
      ],
      ...[
        '\u2003＋1',
        '\u2028=1',
        '\ufeff=1',
        '\u000b=1',
        '\u200b=1',
        '\u0085=1',
        '\u180e=1',
        '\\.',
        '"',
        '""',
        ',',
        'a,b',
        'a;b',
        'a\tb',
      ],
      ...[
        'a\nb',
        'a\r\nb',
        'a"b\nc',
        ' lead',
        'trail ',
        '煤炭',
        'a=b',
        "it's $1",
        '\\N',
        '"a"\n"b"',
        '\n',
        '\r',
      ],
    ];

    const plain = (report: Report): Report => ({
      name: report.name,
      columns: report.columns,
      batches: (tx, options) => report.batches(tx, options),
    });

    const printed = (
      report: Report,
      options: ReportOptions,
      separator: CsvOptions['separator'],
    ): Promise<string> =>
      test.app.get(Transactions).read(async (tx) => {
        const pieces: Buffer[] = [];
        for await (const piece of csvFace({ separator }).pieces(tx, report, options))
          pieces.push(Buffer.from(piece as string));
        return Buffer.concat(pieces).toString('utf8');
      });

    it('is the same to the byte as line by line, whatever the text', async () => {
      await everyState();
      await test.db.query(
        `INSERT INTO actual (series_id, period_end, revision, kind, value, qualifier, state, held_for, reason, note, note_en,
           recorded_by)
         SELECT s.id, '2025-03-31', 100 + n, 'entry', n + 0.50, '~', 'submitted',
           CASE WHEN n % 2 = 0 THEN '[{"code":"jump","params":{}},{"code":"unheard_of","params":{}}]'::jsonb END,
           t, t, CASE WHEN n % 3 = 0 THEN t END, t
         FROM series s, unnest($1::text[]) WITH ORDINALITY x(t, n)`,
        [HOSTILE],
      );
      const report = test.app.get(ActualsReport);
      for (const language of ['zh-CN', 'en'] as const)
        for (const header of ['words', 'machine'] as const) {
          const clocks = { asOf: '2026-01-31', knownAt: await momentOf(test) } as ReportOptions['clocks'];
          const options = { clocks, language, header, reach: 'everywhere', filter: {} } as const;
          for (const separator of ['comma', 'semicolon', 'tab'] as const) {
            const copied = await printed(report, options, separator);
            expect(copied).toBe(await printed(plain(report), options, separator));
            expect(copied.split('\r\n').length).toBeGreaterThan(HOSTILE.length);
          }
        }
    });

    const running = async (): Promise<number> => {
      const [{ count }] = await test.db.query<[{ count: number }]>(
        `SELECT count(*)::int AS count FROM pg_stat_activity
         WHERE datname = current_database() AND query LIKE 'COPY%' AND state <> 'idle'`,
      );
      return count;
    };

    const begin = (): Promise<IncomingMessage> =>
      new Promise((resolve, reject) => {
        const url = `${test.baseUrl}/reports/actuals.csv?lang=en`;
        request(url, { headers: test.me.credentials }, resolve).on('error', reject);
      });

    it('frees the database of whoever goes away, more often than there are connections', async () => {
      // Twice what sockets and pipes hold on the way, so that the database is still writing when the reader goes.
      await test.accept(await log({ period: '2025-03-31', value: '120' }));
      await test.db.query(
        `INSERT INTO actual (series_id, period_end, revision, kind, value, qualifier, state, note, recorded_by)
         SELECT s.id, '2025-03-31', 10 + n, 'entry', n, '=', 'submitted', repeat('长', 2000), 'x'
         FROM series s, generate_series(1, 8000) n`,
      );
      for (let time = 0; time < 12; time += 1) {
        const answer = await begin();
        await new Promise((resolve) => answer.once('data', resolve));
        answer.destroy();
      }
      let left = await running();
      for (let turn = 0; turn < 100 && left > 0; turn += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        left = await running();
      }
      expect(left).toBe(0);
      expect(await rowsOf(test, 'actuals', 'indicator=price')).toEqual([]);
    });
  });
});
