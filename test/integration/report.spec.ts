import { parse } from 'csv-parse/sync';
import { TestApplication } from '../support/application';

type Row = Record<string, string>;

describe('the progress report', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
  });

  afterAll(() => test.stop());

  async function rows(query: string): Promise<Map<string, Row>> {
    const { body, status } = await test.text(`/reports/progress.csv?header=machine&${query}`);
    expect(status).toBe(200);
    const parsed = parse<Row>(body, { columns: true, bom: true });
    return new Map(parsed.map((row) => [row['code'] ?? '', row]));
  }

  const log = (indicator: string, period: string, value: string, changes: Row = {}) =>
    test.logAccepted({ indicator, period, value, ...changes });

  describe.each(['2025-03-31', '2025-12-31', ''])(
    'on the catalog alone, as of "%s" (empty: today)',
    (asOf) => {
      const query = asOf === '' ? '' : `asOf=${asOf}`;

      it('has one row for each goal and composite, one status and light each, and no number that is none', async () => {
        const { body } = await test.text(`/reports/progress.csv?header=machine&${query}`);
        expect(body).not.toMatch(/NaN|Infinity|undefined|\[object/);
        const report = await rows(query);
        expect(report.size).toBe(39);
        for (const row of report.values()) {
          expect(row['status']).toMatch(/^[a-z_]+$/);
          expect(row['light']).toMatch(/^(red|yellow|green|blue|grey)$/);
          expect(row['error']).toBe('');
        }
      });

      it('shows no goal without a baseline as 0 %', async () => {
        const report = await rows(query);
        for (const code of ['G03', 'G05', 'G10', 'G22', 'G23']) {
          expect(report.get(code)).toMatchObject({ completion: '', progress_share: '', value: '' });
        }
      });
    },
  );

  it('says what the catalog alone means on the last day of March 2025', async () => {
    const report = await rows('asOf=2025-03-31');
    expect(report.get('P1')).toMatchObject({
      kind: 'composite',
      rule: 'all',
      members: '2',
      members_achieved: '0',
    });
    expect(report.get('G21')).toMatchObject({
      kind: 'composite',
      rule: 'each_area',
      members: '8',
      members_achieved: '0',
    });
    expect(report.get('G04')?.['status']).toBe('pending');
    expect(report.get('G22')?.['status']).toBe('not_started');
    expect(report.get('G02')?.['qualifier']).toBe('>=');
    expect(report.get('G02')?.['value']).toBe('51000');
  });

  it('says what it means at the end of 2025: milestones overdue, figures awaited, then missed for want of one', async () => {
    const end = await rows('asOf=2025-12-31');
    expect(end.get('G04')?.['status']).toBe('overdue');
    expect(end.get('G11')?.['status']).toBe('pending');
    const waiting = await rows('asOf=2026-02-14');
    const gone = await rows('asOf=2026-02-15');
    for (const code of ['G01', 'G02', 'G03', 'G06', 'G08', 'G09', 'G10']) {
      expect([code, waiting.get(code)?.['status'], waiting.get(code)?.['light']]).toEqual([
        code,
        'awaiting_final',
        'yellow',
      ]);
      expect([code, gone.get(code)?.['status']]).toEqual([code, 'missed']);
      expect(gone.get(code)?.['flags']).toContain('no_figure');
    }
    expect(gone.get('G11')?.['status']).toBe('overdue');
  });

  it('is the same to the byte whenever it is asked for the same two clocks', async () => {
    const [{ at }] = await test.db.query<[{ at: string }]>(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
    );
    const query = `/reports/progress.csv?asOf=2025-12-31&knownAt=${at}&lang=zh-CN`;
    const before = await test.text(query);
    await log('racks', '2025-12-31', '100000');
    await test.settled();
    expect((await test.text(query)).body).toBe(before.body);
    expect((await test.text('/reports/progress.csv?asOf=2025-12-31&lang=zh-CN')).body).not.toBe(before.body);
  });

  describe('as figures come in', () => {
    beforeAll(async () => {
      await test.stop();
      test = await TestApplication.withCatalog();
    });

    it('judges natural gas, whose target lies below its baseline, as a flow against months of 8.6', async () => {
      await log('natural-gas', '2025-03', '2.15');
      expect((await rows('asOf=2025-03-31')).get('G09')).toMatchObject({
        status: 'on_track',
        planned: '2.15',
        pace_index: '1.0000',
        gap_value: '0.00',
      });
    });

    it('runs coal 2030 through the stage of 2025', async () => {
      await log('coal', '2025-06', '750');
      const coal = (await rows('asOf=2025-06-30')).get('G07');
      expect(coal).toMatchObject({
        planned: '750.00',
        status: 'on_track',
        target: '5000',
        stages: '2025-12-31: 1500',
      });
    });

    it('achieves "over 100,000" on time, and the double hundred thousand not while racks are silent', async () => {
      await log('compute', '2025-08-06', '66000', { qualifier: '>=' });
      await log('compute', '2025-12-31', '100000', { qualifier: '>=', reason: '年底集中投运' });
      const report = await rows('asOf=2025-12-31');
      expect(report.get('G02')).toMatchObject({
        status: 'achieved',
        light: 'green',
        value: '100000',
        qualifier: '>=',
      });
      expect(report.get('P1')).toMatchObject({ members_achieved: '1', members: '2', held_back_by: 'G01' });
      expect(report.get('P1')?.['status']).not.toBe('achieved');
    });

    it.each([
      ['zh-CN', '编号', '未兑现成员', '标准机架 (G01)'],
      ['en', 'Code', 'Held back by', 'Standard racks in operation (G01)'],
    ])(
      'names to a reader in %s what holds the double hundred thousand back',
      async (lang, code, column, named) => {
        const { body } = await test.text(`/reports/progress.csv?asOf=2025-12-31&lang=${lang}`);
        const all = parse<Row>(body, { columns: true, bom: true });
        expect(all.find((row) => row[code] === 'P1')?.[column]).toBe(named);
        // Of the goals of each area it says which area, and none is only a code.
        const stations = all.find((row) => row[code] === 'G21')?.[column] ?? '';
        const each = stations.split(lang === 'en' ? '; ' : '、');
        expect(each).toHaveLength(8);
        for (const one of each)
          expect(one).toMatch(
            lang === 'en'
              ? /^[A-Z][^;]+, [A-Z][^;]+ \(G21-6210\d\d\)$/
              : /^[^、]+·[^、]+[区县] \(G21-6210\d\d\)$/,
          );
      },
    );

    it('does not let the name of a goal that holds others back become a formula', async () => {
      await test.db.query(`UPDATE indicator SET name_zh = '=1+1' WHERE code = 'racks'`);
      const { body } = await test.text('/reports/progress.csv?asOf=2025-12-31&lang=zh-CN');
      await test.db.query(`UPDATE indicator SET name_zh = '标准机架' WHERE code = 'racks'`);
      const all = parse<Row>(body, { columns: true, bom: true });
      expect(all.find((row) => row['编号'] === 'P1')?.['未兑现成员']).toBe("'=1+1 (G01)");
    });

    it('does not call 99,996 of 100,000 achieved, nor print it as 100', async () => {
      await log('racks', '2025-12-31', '99996');
      expect((await rows('asOf=2025-12-31')).get('G01')).toMatchObject({ progress_share: '99.99' });
      expect((await rows('asOf=2026-01-01')).get('G01')).toMatchObject({ status: 'missed' });
    });

    it('counts eight stations in one county as one of eight', async () => {
      const answer = await test.post<{ id: string }>('/actuals', {
        indicator: 'hydrogen-stations',
        area: '621022',
        period: '2026-06',
        value: '8',
      });
      expect(answer.status).toBe(201);
      await test.accept(answer);
      const report = await rows('asOf=2026-06-30');
      expect(report.get('G21-621022')).toMatchObject({ status: 'achieved', parent_code: 'G21' });
      expect(report.get('G21')).toMatchObject({ members_achieved: '1', members: '8' });
      expect(report.get('G21')?.['held_back_by']?.split(' ')).toHaveLength(7);
      expect(report.get('P5')?.['status']).not.toBe('achieved');
    });
  });

  describe('as a file', () => {
    it('opens right in Excel in Chinese: UTF-8 with BOM, words for headers and codes', async () => {
      const { body, headers } = await test.text('/reports/progress.csv?asOf=2025-12-31');
      expect(body.startsWith('\uFEFF')).toBe(true);
      const [head] = parse(body, { bom: true });
      expect(head?.every((name) => /[\u4e00-\u9fff]/.test(name))).toBe(true);
      expect(body).toContain('未到期');
      expect(headers.get('content-disposition')).toContain('filename="progress-2025-12-31.csv"');
      expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain(
        '进度报告-2025-12-31.csv',
      );
    });

    it('opens right in Excel in Chinese also with the machine header, whose names are the same', async () => {
      const chinese = (await test.text('/reports/progress.csv?header=machine&lang=zh-CN')).body;
      const english = (await test.text('/reports/progress.csv?header=machine&lang=en')).body;
      expect(chinese.split('\r\n')[0]).toBe(`\uFEFF${english.split('\r\n')[0]}`);
    });

    it('speaks English when asked, without BOM', async () => {
      const { body } = await test.text('/reports/progress.csv?asOf=2025-12-31', { 'accept-language': 'en' });
      expect(body.charCodeAt(0)).not.toBe(0xfeff);
      expect(body).not.toMatch(/column\.|status\./);
      const [head] = parse(body);
      expect(head?.every((name) => /^[\x20-\x7e–’·]+$/.test(name))).toBe(true);
    });

    it('has the machine header that never changes its meaning', async () => {
      const { body } = await test.text('/reports/progress.csv?header=machine&lang=en');
      expect(body.split('\r\n')[0]).toMatch(
        /^code,kind,indicator_code,area_code,as_of,status,light,data_status,value,value_at,qualifier,completion,progress_share,time_share,planned,gap_value,gap_points,pace_index,slack_days,forecast,forecast_outlook,/,
      );
      expect(body.endsWith('\r\n')).toBe(true);
    });

    it.each([
      ['asOf=2025-02-30', 'asOf'],
      ['knownAt=2025-01-01', 'knownAt'],
      ['knownAt=2999-01-01T00:00:00Z', 'knownAt'],
      ['lang=fr', 'lang'],
      ['header=x', 'header'],
      ['colour=red', 'colour'],
    ])('is refused with %s', async (query, path) => {
      const answer = await test.get<{ errors: { path: string }[] }>(`/reports/progress.csv?${query}`);
      expect([answer.status, answer.body.errors.map((error) => error.path)]).toEqual([400, [path]]);
    });
  });
});
