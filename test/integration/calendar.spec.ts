import { ReadCalendar } from '../../src/calendar';
import type { Signed } from '../support/people';
import { TestApplication } from '../support/application';

interface Year {
  year: number;
  version: number;
  complete: boolean;
  source: string | null;
  recordedAt: string | null;
  recordedBy: string | null;
  holidays: number;
  workdays: number;
}

interface Refusal {
  code: string;
  errors: { path: string; code: string; message: string }[];
}

/** 2026 as it might be announced anew: the week of 13 to 17 April free, so that March is due on 21 April. */
const NOTICE = {
  holidays: [
    ...['2026-01-01', '2026-05-01', '2026-10-01', '2026-10-02'],
    ...['2026-04-13', '2026-04-14', '2026-04-15', '2026-04-16', '2026-04-17'],
  ].map((date) => ({ date, nameZh: '放假' })),
  workdays: [{ date: '2026-04-11', nameZh: '调休上班' }],
  source: '国务院办公厅通知',
  reason: '通知有调整',
};

let test: TestApplication;
let administrator: Signed;

async function begin(): Promise<void> {
  test = await TestApplication.start();
  administrator = await test.somebody('administrator');
  await test.loadCatalog('catalog/qingyang-2025.yaml');
  await test.settled();
}

const year = async (of: number): Promise<Year> => (await test.get<Year>(`/calendar/years/${of}`)).body;
const put = <Body = Refusal>(of: number, body: unknown, version: number) =>
  administrator.put<Body>(`/calendar/years/${of}`, body, { 'if-match': `"${version}"` });
const now = async (): Promise<string> => {
  const [{ at }] = await test.db.query<[{ at: string }]>(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
  );
  return at;
};
const dataStatus = async (query: string): Promise<string | undefined> =>
  (await test.get<{ dataStatus: string }>(`/progress/G07?${query}`)).body.dataStatus;

describe('the working calendar', () => {
  beforeEach(begin);
  afterEach(() => test.stop());

  it('is seeded once, as always known, and not again by the next start', async () => {
    expect(await year(2026)).toMatchObject({
      version: 1,
      complete: true,
      source: 'chinese-days',
      recordedAt: null,
    });
    const days = await test.count('calendar_day');
    const other = await TestApplication.start({ ...test.database, drop: () => Promise.resolve() });
    await other.stop();
    expect(await test.count('calendar_day')).toBe(days);
    expect(await test.count('calendar_year WHERE version > 1')).toBe(0);
    expect(await test.count(`audit_event WHERE action = 'calendar.seeded'`)).toBe(1);
  });

  it('learns of a year that a newer program knows when it is told, not before', async () => {
    await test.db.query(
      `ALTER TABLE calendar_day DISABLE TRIGGER USER; ALTER TABLE calendar_year DISABLE TRIGGER USER`,
    );
    await test.db.query(
      `DELETE FROM calendar_day WHERE year = 2026; DELETE FROM calendar_year WHERE year = 2026`,
    );
    const other = await TestApplication.start({ ...test.database, drop: () => Promise.resolve() });
    await other.stop();
    expect((await year(2026)).recordedAt).not.toBeNull();
    // The other process acted on the notice as it ended.
    expect(await test.count(`job_run WHERE cause = 'by_hand' AND state = 'succeeded'`)).toBe(1);
    expect(await test.count('outbox')).toBe(0);
  });

  it('moves due days and the data status when a year is recorded anew, and no other year', async () => {
    await test.logAccepted({ indicator: 'coal', period: '2026-02', value: '300' });
    await test.settled();
    const before = await now();
    const then = `asOf=2026-04-16&knownAt=${before}`;
    const report = `/reports/progress.csv?asOf=2026-04-16&knownAt=${before}&lang=zh-CN`;
    const printed = (await test.text(report)).body;
    expect(await dataStatus('asOf=2026-04-16')).toBe('late');
    const others = await test.db.query<unknown[]>(
      `SELECT * FROM calendar_day WHERE year <> 2026 ORDER BY date`,
    );

    const answer = await put<Year>(2026, NOTICE, 1);
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, '"2"']);
    expect(answer.body).toMatchObject({
      year: 2026,
      version: 2,
      holidays: 9,
      workdays: 1,
      recordedBy: administrator.login,
    });
    expect(await dataStatus('asOf=2026-04-16')).toBe('due');
    // What was reported before reads as it did, to the byte.
    expect(await dataStatus(then)).toBe('late');
    expect((await test.text(report)).body).toBe(printed);
    expect((await test.text('/reports/progress.csv?asOf=2026-04-16&lang=zh-CN')).body).not.toBe(printed);
    expect(await test.db.query(`SELECT * FROM calendar_day WHERE year <> 2026 ORDER BY date`)).toEqual(
      others,
    );
    expect(
      await test.count(
        `audit_event WHERE action = 'calendar.recorded' AND person_id = ${administrator.personId}`,
      ),
    ).toBe(1);
  });

  it('has every goal computed anew by a run of its own', async () => {
    await put(2026, NOTICE, 1);
    await test.settled();
    const runs = await test.get<{ items: object[] }>('/job-runs?cause=by_hand');
    expect(runs.body.items).toMatchObject([{ state: 'succeeded', computed: 39, failed: 0 }]);
    expect(await test.count('outbox')).toBe(0);
  });

  it('is edited on the version that is there', async () => {
    expect((await administrator.put('/calendar/years/2026', NOTICE)).status).toBe(428);
    expect((await put(2026, NOTICE, 0)).status).toBe(412);
    expect((await put(2026, NOTICE, 1)).status).toBe(200);
    expect((await put(2026, { ...NOTICE, source: 'x' }, 1)).status).toBe(412);
    const same = await put(2026, NOTICE, 2);
    expect([same.status, same.body.code]).toEqual([422, 'calendar.nothing_changed']);
    expect(await test.count('calendar_year WHERE year = 2026')).toBe(2);
  });

  it('takes a year that nobody knew, on version 0', async () => {
    expect(await year(2031)).toMatchObject({ version: 0, complete: false, source: null });
    const days = ['2031-01-01', '2031-05-01', '2031-10-01', '2031-10-02', '2031-10-03'];
    const notice = { ...NOTICE, holidays: days.map((date) => ({ date, nameZh: '放假' })), workdays: [] };
    expect((await put(2031, notice, 0)).status).toBe(200);
    expect(await year(2031)).toMatchObject({ version: 1, complete: true, holidays: 5 });
  });
});

describe('the working calendar as it is', () => {
  beforeAll(begin);
  afterAll(() => test.stop());

  const without = (...dates: string[]) => NOTICE.holidays.filter(({ date }) => !dates.includes(date));
  it.each([
    [
      'another year',
      { holidays: [...NOTICE.holidays, { date: '2027-01-04', nameZh: 'x' }] },
      'holidays.9.date',
      'calendar.other_year',
    ],
    [
      'a weekend holiday',
      { holidays: [...NOTICE.holidays, { date: '2026-10-03', nameZh: 'x' }] },
      'holidays.9.date',
      'calendar.free_anyway',
    ],
    [
      'a weekday workday',
      { workdays: [{ date: '2026-04-10', nameZh: 'x' }] },
      'workdays.0.date',
      'calendar.worked_anyway',
    ],
    [
      'a day twice',
      { workdays: [...NOTICE.workdays, ...NOTICE.workdays] },
      'workdays.1.date',
      'calendar.twice',
    ],
    ['no National Day', { holidays: without('2026-10-01') }, 'holidays', 'calendar.missing_by_law'],
    ['no day', { workdays: [{ date: '2026-02-30', nameZh: 'x' }] }, 'workdays.0.date', 'field.date'],
    ['no name', { workdays: [{ date: '2026-04-11' }] }, 'workdays.0.nameZh', 'field.missing'],
    ['no reason', { reason: ' ' }, 'reason', 'field.text'],
    ['a field too many', { year: 2026 }, 'year', 'field.unknown'],
    ['no list', { holidays: 'x' }, 'holidays', 'field.type'],
  ])('refuses the whole of a notice with %s', async (_what, changes, path, code) => {
    const days = await test.count('calendar_day');
    const answer = await put(2026, { ...NOTICE, ...changes }, 1);
    expect([answer.status, answer.body.errors.map((error) => [error.path, error.code])]).toEqual([
      400,
      [[path, code]],
    ]);
    expect(answer.body.errors[0]?.message).not.toBe(code);
    expect([await test.count('calendar_day'), (await year(2026)).version]).toEqual([days, 1]);
    expect(await test.count('outbox')).toBe(0);
  });

  it.each(['1999', '2101', 'x', '0'])('has no year %s', async (given) => {
    expect((await put(given as never, NOTICE, 0)).status).toBe(404);
  });

  it('shows each day of a span, and refuses a span turned round or too long', async () => {
    const { body } = await test.get<{ items: object[] }>('/calendar/days?from=2025-09-27&to=2025-10-01');
    expect(body.items).toEqual([
      { date: '2025-09-27', working: false, kind: null, nameZh: null, nameEn: null, known: true },
      expect.objectContaining({ date: '2025-09-28', working: true, kind: 'workday' }),
      { date: '2025-09-29', working: true, kind: null, nameZh: null, nameEn: null, known: true },
      { date: '2025-09-30', working: true, kind: null, nameZh: null, nameEn: null, known: true },
      {
        date: '2025-10-01',
        working: false,
        kind: 'holiday',
        nameZh: '国庆节',
        nameEn: 'National Day',
        known: true,
      },
    ]);
    const unknown = await test.get<{ items: object[] }>('/calendar/days?from=2031-01-01&to=2031-01-01');
    expect(unknown.body.items).toMatchObject([{ working: true, known: false }]);
    for (const [query, path] of [
      ['from=2025-02-01&to=2025-01-01', 'from'],
      ['from=2025-01-01&to=2026-02-05', 'to'],
      ['from=2025-01-01', 'to'],
    ]) {
      const refused = await test.get<Refusal>(`/calendar/days?${query}`);
      expect([refused.status, refused.body.errors[0]?.path]).toEqual([400, path]);
    }
  });

  it('warns of this year and the next where they are not known', async () => {
    const [{ thisYear }] = await test.db.query<[{ thisYear: number }]>(
      `SELECT extract(year FROM now() AT TIME ZONE 'Asia/Shanghai')::int AS "thisYear"`,
    );
    const { body } = await test.get<{
      items: Year[];
      warnings: { year: number; code: string; message: string }[];
    }>('/calendar/years');
    const known = body.items.map((one) => one.year);
    expect(known).toEqual(Array.from({ length: 23 }, (_, index) => 2004 + index));
    const wanting = [thisYear, thisYear + 1].filter((one) => !known.includes(one));
    expect(body.warnings.map((one) => one.year)).toEqual(wanting);
    expect(body.warnings.every(({ message }) => message.includes('节假日'))).toBe(true);
    expect((await test.app.get(ReadCalendar).years()).wanting).toEqual(wanting);
  });

  it('cannot be changed or emptied by the application', async () => {
    for (const sql of [
      `UPDATE calendar_day SET kind = 'workday'`,
      'DELETE FROM calendar_year',
      'TRUNCATE calendar_day',
    ])
      await expect(test.db.query(sql)).rejects.toMatchObject({ driverError: { code: 'DX001' } });
  });
});
