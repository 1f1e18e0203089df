import type { Answer, TestApplication } from '../support/application';
import { momentOf, only, rowsOf, smallWorld } from '../support/small-world';

type Logged = Answer<{ id: string }>;

/** Everything that can be told of a report for two clocks, by machine and to people. */
async function told(test: TestApplication, report: string, clocks: string): Promise<string[]> {
  const faces = ['lang=zh-CN', 'lang=en', 'header=machine'];
  const answers = await Promise.all(
    faces.map((face) => test.text(`/reports/${report}.csv?${clocks}&${face}`)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  return answers.map(({ body }) => body);
}

describe('reports about the whole', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await smallWorld();
  });

  afterEach(() => test.stop());

  const log = (input: Record<string, unknown>): Promise<Logged> =>
    test.post<{ id: string }>('/actuals', { indicator: 'beds', area: '629001', ...input });
  const accepted = async (period: string, value: string, changes: Record<string, unknown> = {}) =>
    test.accept(await log({ period, value, ...changes }));
  const tag = ({ headers }: Answer<unknown>) => ({ 'if-match': headers.get('etag') ?? '' });

  /** What happened after a report was printed: of all kinds. */
  async function muchHappens(): Promise<void> {
    await accepted('2025-03-31', '130', { independent: true, reason: '另一来源' });
    await accepted('2025-06-30', '60', { area: '629002' });
    await test.changePromise('W1', { effectiveFrom: '2025-06-01', reason: '再调整', target: '70' });
    await test.propose('E1', { effectiveFrom: '2025-06-01', reason: '再提', target: '180' });
    await test.db.query(
      `UPDATE indicator SET name_zh = '病床', name_en = 'Hospital beds' WHERE code = 'beds'`,
    );
    await test.db.query(
      `UPDATE department SET name_zh = '东县人民政府', parent_id = NULL WHERE code = 'east'`,
    );
    await test.db.query(`UPDATE area SET name_zh = '西区', name_en = 'West district' WHERE code = '629002'`);
    await test.db.query(`UPDATE programme SET name_zh = '工程', rule = 'any'`);
  }

  it.each(['missing', 'promises', 'quality', 'summary'])(
    '%s is the same to the byte whatever happens later',
    async (report) => {
      await accepted('2025-03-31', '120');
      await log({ period: '2025-06-30', value: '9000', reason: '核对无误' });
      await test.changePromise('E1', { effectiveFrom: '2025-05-01', reason: '规划调整', target: '190' });
      const then = await momentOf(test);
      for (const filter of ['', '&department=office']) {
        const clocks = `asOf=2025-10-31&knownAt=${then}${filter}`;
        const before = await told(test, report, clocks);
        if (filter !== '') {
          expect(before[2]).toContain('\r\n');
          continue;
        }
        await muchHappens();
        expect(await told(test, report, clocks)).toEqual(before);
        expect(await told(test, report, 'asOf=2025-10-31')).not.toEqual(before);
      }
    },
  );

  describe('what is missing', () => {
    const owed = async (query: string, reader: Parameters<typeof rowsOf>[0] = test) =>
      only(
        await rowsOf(reader, 'missing', query),
        'indicator_code',
        'area_code',
        'period_end',
        'due_on',
        'reporting_state',
        'days_overdue',
      );

    it('is told for each line and period, as it was known then', async () => {
      await accepted('2025-03-31', '120');
      const back = await log({ period: '2025-06-30', value: '130' });
      const before = await momentOf(test);
      await test.other.post(`/actuals/${back.body.id}/return`, { reason: '口径有误' }, tag(back));
      // Quarters of 2025 by 1 August: the first of the east is reported, its second came back.
      expect(await owed('asOf=2025-08-01')).toEqual([
        'beds | 629001 | 2025-06-30 | 2025-07-07 | returned | 25',
        'beds | 629002 | 2025-03-31 | 2025-04-08 | stale | 115',
        'beds | 629002 | 2025-06-30 | 2025-07-07 | late | 25',
        'price | 629002 | 2025-03-31 | 2025-04-08 | stale | 115',
        'price | 629002 | 2025-06-30 | 2025-07-07 | late | 25',
      ]);
      const [returned] = await rowsOf(test, 'missing', 'asOf=2025-08-01');
      expect(returned).toMatchObject({
        indicator_name: 'Beds',
        area_name: 'East',
        cycle: 'quarter',
        returned_id: back.body.id,
        goal_codes: 'E1',
        department_codes: 'east',
        department_names: 'East government',
      });
      // Before it came back it waited, and nobody owed it.
      expect(await owed(`asOf=2025-08-01&area=629001&knownAt=${before}`)).toEqual([]);
      expect(await owed('asOf=2025-07-07&indicator=price')).toEqual([
        'price | 629002 | 2025-03-31 | 2025-04-08 | stale | 90',
        'price | 629002 | 2025-06-30 | 2025-07-07 | due | ',
      ]);
    });

    it('keeps to the reach, and to a department with those below it', async () => {
      const west = await test.somebody('official', { department: 'west' });
      const all = await owed('asOf=2025-04-30');
      expect(all).toHaveLength(3);
      expect(await owed('asOf=2025-04-30', west)).toEqual(all.slice(1));
      expect(await owed('asOf=2025-04-30&department=office')).toEqual(all);
      expect(await owed('asOf=2025-04-30&department=east')).toEqual(all.slice(0, 1));
      expect(await owed('asOf=2025-04-30&department=nobody')).toEqual([]);
    });

    it('shows people words, and the goals with their names', async () => {
      const { body } = await test.text('/reports/missing.csv?asOf=2025-04-30&lang=zh-CN');
      expect(body).toContain(
        '床位,629001,东县,standard,季,2025-03-31,2025-04-08,迟报,22,,床位 (E1),east,东县政府',
      );
    });
  });

  describe('changed promises', () => {
    const changes = async (query = '', reader: Parameters<typeof rowsOf>[0] = test) =>
      only(
        await rowsOf(reader, 'promises', query),
        'code',
        'change_state',
        'terms_version',
        'changed_fields',
        'original_target',
        'previous_target',
        'target',
      );

    async function decide(act: 'reject' | 'withdraw', code: string, target: string): Promise<void> {
      const proposed = await test.propose<{ id: number }>(code, {
        effectiveFrom: '2025-05-01',
        reason: '试提',
        target,
      });
      const who = act === 'reject' ? test.other : test.me;
      const input = act === 'reject' ? { reason: '依据不足' } : undefined;
      const answer = await who.post(`/terms-proposals/${proposed.body.id}/${act}`, input, tag(proposed));
      expect(answer.status).toBe(200);
    }

    it('are told beside what was first stated and what was changed, with what became of each', async () => {
      await decide('reject', 'E1', '150');
      await test.changePromise('E1', {
        effectiveFrom: '2025-05-01',
        reason: '规划调整',
        document: '政发1号',
        target: '190',
      });
      const between = await momentOf(test);
      await test.changePromise('E1', {
        effectiveFrom: '2025-09-01',
        reason: '再调整',
        target: '180',
        deadline: '2026-03-31',
      });
      await decide('withdraw', 'W1', '60');
      await test.propose('W1', { effectiveFrom: '2025-05-01', reason: '待批', target: '70' });
      expect(await changes('asOf=2025-10-01')).toEqual([
        'E1 | rejected |  | target | 200 | 200 | 150',
        'E1 | replaced | 2 | target | 200 | 200 | 190',
        'E1 | in_force | 3 | target deadline | 200 | 190 | 180',
        'W1 | withdrawn |  | target | 80 | 80 | 60',
        'W1 | pending |  | target | 80 | 80 | 70',
      ]);
      const [rejected, changed] = await rowsOf(test, 'promises', 'asOf=2025-06-01');
      expect(rejected).toMatchObject({
        decided_by: test.other.login,
        decision_reason: '依据不足',
        proposed_by: test.me.login,
      });
      expect(changed).toMatchObject({
        name: 'Beds',
        area_name: 'East',
        department_name: 'East government',
        unit: 'bed',
        change_state: 'in_force',
        original_deadline: '2025-12-31',
        previous_deadline: '2025-12-31',
        deadline: '2025-12-31',
        original_baseline_value: '100',
        terms_effective_from: '2025-05-01',
        terms_reason: '规划调整',
        document: '政发1号',
        proposed_by: test.me.login,
        decided_by: test.other.login,
      });
      expect(changed?.['proposed_at'] ?? '').toMatch(/^\d{4}-.*Z$/);
      expect((changed?.['proposed_at'] ?? '') < (changed?.['decided_at'] ?? '')).toBe(true);
      // What was known between the two: one change, and by 1 April it is yet to come.
      expect(await changes(`asOf=2025-04-01&knownAt=${between}`)).toEqual([
        'E1 | rejected |  | target | 200 | 200 | 150',
        'E1 | upcoming | 2 | target | 200 | 200 | 190',
      ]);
      const west = await test.somebody('official', { department: 'west' });
      expect((await changes('', west)).map((row) => row.slice(0, 2))).toEqual(['W1', 'W1']);
      expect(await changes('department=east&indicator=beds')).toHaveLength(3);
      const { body } = await test.text('/reports/promises.csv?asOf=2025-10-01&lang=zh-CN');
      for (const word of ['已驳回', '已被取代', '现行', '已撤回', '待批', '目标值 期限'])
        expect(body).toContain(word);
    });

    it('name a proposal as pending until it was decided', async () => {
      const proposed = await test.propose<{ id: number }>('E1', {
        effectiveFrom: '2025-05-01',
        reason: '试提',
        target: '190',
      });
      const before = await momentOf(test);
      await test.approve(proposed);
      expect(await changes(`knownAt=${before}`)).toEqual(['E1 | pending |  | target | 200 | 200 | 190']);
      expect(await changes()).toEqual(['E1 | in_force | 2 | target | 200 | 200 | 190']);
    });
  });

  describe('data quality', () => {
    const faults = async (query: string, reader: Parameters<typeof rowsOf>[0] = test) =>
      only(await rowsOf(reader, 'quality', query), 'code', 'quality_finding', 'found_since', 'figure_count');

    it('is one row for each goal and finding', async () => {
      const first = await accepted('2025-03-31', '120', { qualifier: '>=' });
      await accepted('2025-03-31', '125', { independent: true, reason: '另一来源', qualifier: '~' });
      await log({ period: '2025-06-30', value: '9000', reason: '核对无误' });
      const id = (first.body as { id: string }).id;
      const second = id.replace(/1$/, '2');
      const today = await rowsOf(test, 'quality', 'asOf=2025-10-31&area=629001');
      expect(only(today, 'code', 'quality_finding', 'figure_count')).toEqual([
        'E1 | stale | ',
        'E1 | conflicting | 2',
        'E1 | held | 1',
        'E1 | no_exact_figure | ',
      ]);
      expect(today.find((one) => one['quality_finding'] === 'conflicting')).toMatchObject({
        figure_count: '2',
        figure_ids: `${id} ${second}`,
      });
      expect(await faults('asOf=2025-10-31&department=west')).toEqual([
        'W1 | baseline_inferred |  | ',
        'W1 | deadline_inferred |  | ',
        'W1 | no_figure |  | ',
        'W2 | no_baseline |  | ',
        'W2 | no_figure |  | ',
      ]);
      const west = await test.somebody('official', { department: 'west' });
      expect(await faults('asOf=2025-10-31', west)).toHaveLength(5);
    });

    it('tells of figures that wait too long: by the sixth working day, and not once they are decided', async () => {
      const waiting = await log({ period: '2025-03-31', value: '120' });
      const [{ day }] = await test.db.query<[{ day: string }]>(
        `SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day`,
      );
      const in30 = new Date(Date.parse(day) + 30 * 86_400_000).toISOString().slice(0, 10);
      const late = `E1 | waiting_long | ${day} | 1`;
      expect(await faults(`asOf=${day}&area=629001`)).not.toContain(late);
      expect(await faults(`asOf=${in30}&area=629001`)).toContain(late);
      await test.accept(waiting);
      expect(await faults(`asOf=${in30}&area=629001`)).not.toContain(late);
    });

    it('has words for people', async () => {
      const { body } = await test.text('/reports/quality.csv?asOf=2025-10-31&lang=zh-CN');
      for (const word of ['基期值系推定', '期限系推定', '从无实绩', '无基期值']) expect(body).toContain(word);
    });
  });

  describe('the summary', () => {
    const counted = [
      'grouped_by',
      'group_code',
      'kind',
      'commitment_count',
      'closed_count',
      'nearest_deadline',
      'nearest_code',
      'worst_status',
      'worst_code',
    ];

    it('counts goals and composites of each department and area, and names what is nearest and worst', async () => {
      await accepted('2025-09-30', '180');
      const rows = await rowsOf(test, 'summary', 'asOf=2025-10-31');
      expect(only(rows, ...counted)).toEqual([
        'department | east | goal | 1 | 0 | 2025-12-31 | E1 | ahead | E1',
        'department | office | composite | 1 | 0 |  |  | no_data | P1',
        'department | west | goal | 2 | 0 | 2025-12-31 | W2 | no_data | W1',
        'area | 629000 | composite | 1 | 0 |  |  | no_data | P1',
        'area | 629001 | goal | 1 | 0 | 2025-12-31 | E1 | ahead | E1',
        'area | 629002 | goal | 2 | 0 | 2025-12-31 | W2 | no_data | W1',
      ]);
      expect(rows[2]).toMatchObject({
        light_grey: '2',
        light_red: '0',
        status_no_data: '2',
        status_ahead: '0',
        not_computed_count: '0',
      });
      expect(rows[0]).toMatchObject({ light_green: '1', status_ahead: '1', group_name: 'East government' });
      const progress = await rowsOf(test, 'progress', 'asOf=2025-10-31');
      const total = rows
        .filter((row) => row['grouped_by'] === 'area')
        .map((row) => Number(row['commitment_count']));
      expect(total.reduce((sum, one) => sum + one, 0)).toBe(progress.length);
    });

    it('keeps to the reach and the filter, and names goals and programmes to people', async () => {
      const west = await test.somebody('official', { department: 'west' });
      const rows = only(
        await rowsOf(west, 'summary', 'asOf=2025-10-31'),
        'grouped_by',
        'group_code',
        'kind',
        'commitment_count',
      );
      // The programme is in reach of whoever answers for a part of it.
      expect(rows).toEqual([
        'department | office | composite | 1',
        'department | west | goal | 2',
        'area | 629000 | composite | 1',
        'area | 629002 | goal | 2',
      ]);
      expect(await rowsOf(test, 'summary', 'asOf=2025-10-31&department=east')).toHaveLength(2);
      const { body } = await test.text('/reports/summary.csv?asOf=2025-10-31&lang=zh-CN');
      for (const word of ['责任单位,west,西县政府,目标', '无数据,床位 (W1)', '无数据,床位工程 (P1)'])
        expect(body).toContain(word);
    });
  });
});
