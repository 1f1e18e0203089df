import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { TestApplication } from '../support/application';
import { Importing } from '../support/importing';
import { only, type Row, rowsOf, smallWorld } from '../support/small-world';

const CLOCKS = 'asOf=2025-12-31';
/** What a spreadsheet could run, and what an export's own mark could be taken for. */
const HOSTILE = ['=1+1', "'quoted", '+突破', '前\n后', '－1', '"a",b;c'];

describe('what is exported, filled in or edited, and handed in again', () => {
  let test: TestApplication;
  let official: Importing;

  beforeEach(async () => {
    test = await smallWorld();
    official = new Importing(test, await test.somebody('official', { department: 'east' }));
  });

  afterEach(() => test.stop());

  const accepted = async (period: string, value: string, more: Record<string, unknown> = {}) =>
    test.accept(await test.post('/actuals', { indicator: 'beds', area: '629001', period, value, ...more }));
  const csv = async (report: string, query = ''): Promise<Row[]> =>
    parse<Row>((await official.who.text(`/reports/${report}.csv?${CLOCKS}&${query}`)).body, {
      columns: true,
      bom: true,
      record_delimiter: '\r\n',
    });
  /** As a spreadsheet would save it. */
  const saved = (rows: readonly Row[]): Buffer =>
    Buffer.from(`\uFEFF${stringify([...rows], { header: true })}`);
  const figures = (): Promise<object[]> =>
    test.db.query(
      `SELECT period_end::text AS "end", kind, value::text, qualifier, note, reason FROM actual
       WHERE state = 'submitted' ORDER BY period_end`,
    );

  describe('the template', () => {
    it('lists what is owed with what was said last, and leaves empty what is to be filled in', async () => {
      await accepted('2025-03-31', '120');
      await accepted('2025-06-30', '131.50');
      const rows = await rowsOf(official.who, 'template', CLOCKS);
      expect(only(rows, 'indicator', 'indicator_name', 'area', 'area_name', 'definition', 'unit')).toEqual([
        'beds | Beds | 629001 | East | standard | bed',
        'beds | Beds | 629001 | East | standard | bed',
      ]);
      expect(only(rows, 'period', 'last_period', 'last_value', 'value', 'note')).toEqual([
        '2025-Q3 | 2025-Q2 | 131.50 |  | ',
        '2025-Q4 | 2025-Q2 | 131.50 |  | ',
      ]);
      expect(only(rows, 'due_on')).toEqual(['2025-10-14', '2026-01-08']);
    });

    it('knows what was last said only as it was known then', async () => {
      await accepted('2025-03-31', '120');
      const knownAt = await test.now();
      await accepted('2025-03-31', '125', { independent: true });
      const now = await rowsOf(official.who, 'template', CLOCKS);
      const then = await rowsOf(official.who, 'template', `${CLOCKS}&knownAt=${knownAt}`);
      expect([only(now, 'last_value')[0], only(then, 'last_value')[0]]).toEqual(['125', '120']);
    });

    it('is of one period and of one department where asked', async () => {
      const one = await rowsOf(test, 'template', `${CLOCKS}&period=2025-09-30&department=west`);
      expect(only(one, 'indicator', 'area', 'period')).toEqual([
        'beds | 629002 | 2025-Q3',
        'price | 629002 | 2025-Q3',
      ]);
      expect(await rowsOf(official.who, 'template', `${CLOCKS}&period=2025-09-29`)).toEqual([]);
      const refused = await test.get<{ errors: { path: string; code: string }[] }>(
        '/reports/progress.csv?period=2025-09-30',
      );
      expect([refused.status, refused.body.errors[0]]).toEqual([
        400,
        expect.objectContaining({ path: 'period', code: 'report.no_periods' }),
      ]);
    });

    it.each(['lang=zh-CN', 'lang=en', 'header=machine'])(
      'is understood when it comes back, row by row (%s)',
      async (face) => {
        const rows = await csv('template', face);
        const value = Object.keys(rows[0] ?? {})[6] ?? '';
        const filled = rows.map((row, index) => (index === 1 ? { ...row, [value]: '突破150' } : row));
        const batch = await official.upload(saved(filled));
        expect(batch.readAs.columns).not.toContain(null);
        expect(await official.fates(batch)).toEqual(['2 blank', '3 new', '4 blank', '5 blank']);
        expect(batch.counts).toMatchObject({ new: 1, blank: 3, error: 0 });
        expect((await official.commit(batch)).body.added).toBe(1);
        expect(await figures()).toMatchObject([{ end: '2025-06-30', value: '150', qualifier: '>=' }]);
      },
    );

    it('comes back as a spreadsheet too', async () => {
      const { body } = await official.who.file(`/reports/template.xlsx?${CLOCKS}&lang=zh-CN`);
      const batch = await official.upload(body, '填报模板.xlsx');
      expect(batch.readAs).toMatchObject({ format: 'xlsx' });
      expect(batch.readAs.columns).not.toContain(null);
      expect(batch.counts).toMatchObject({ blank: 4, error: 0, new: 0 });
      expect((await official.commit(batch)).body.added).toBe(0);
    });

    it('has no row that says a part of something', async () => {
      const [first = {}, second = {}] = await csv('template', 'header=machine');
      const batch = await official.upload(
        saved([
          { ...first, note: '待核', mine: '' },
          { ...second, period: '', mine: '' },
          { ...second, mine: '130' },
        ]),
      );
      expect(await official.fates(batch)).toEqual([
        '2 error value entry.missing',
        '3 error period entry.missing',
        '4 error value entry.missing',
      ]);
    });
  });

  describe('the ledger', () => {
    /** One figure in every state, each with a text that could do harm. */
    async function everyState(): Promise<void> {
      await accepted('2025-03-31', '120', { note: HOSTILE[0] });
      const first = await accepted('2025-06-30', '130', { note: HOSTILE[1] });
      const tag = first.headers.get('etag') ?? '';
      const corrected = await test.post<{ id: string }>(
        `/actuals/${String(first.body['id'])}/corrections`,
        { value: '131', reason: HOSTILE[2], note: HOSTILE[3] },
        { 'if-match': tag },
      );
      await test.accept(corrected);
      const returned = await official.who.post<{ id: string }>('/actuals', {
        indicator: 'beds',
        area: '629001',
        period: '2025-09-30',
        value: '140',
        note: HOSTILE[4],
      });
      await test.other.post(
        `/actuals/${returned.body.id}/return`,
        { reason: '口径不对' },
        { 'if-match': returned.headers.get('etag') ?? '' },
      );
      await official.who.post('/actuals', {
        indicator: 'beds',
        area: '629001',
        period: '2025-12-31',
        value: '150',
        qualifier: '>=',
        note: HOSTILE[5],
      });
    }

    it.each(['lang=zh-CN', 'lang=en', 'header=machine'])(
      'comes back unchanged as what is on record, in every state, as CSV (%s)',
      async (face) => {
        await everyState();
        const rows = await csv('actuals', face);
        const batch = await official.upload(saved(rows));
        expect((await official.rows(batch)).map(({ fate, problems }) => [fate, problems])).toEqual(
          Array(5).fill(['same', []]),
        );
        expect(rows.length).toBe(5);
      },
    );

    it('comes back unchanged as a spreadsheet', async () => {
      await everyState();
      const { body } = await official.who.file(`/reports/actuals.xlsx?${CLOCKS}&lang=zh-CN`);
      const batch = await official.upload(body, '实绩台账.xlsx');
      expect(await official.fates(batch)).toEqual(['2 same', '3 same', '4 same', '5 same', '6 same']);
    });

    it('takes what was edited for a correction, once, and wants a reason of its own', async () => {
      await everyState();
      const rows = await csv('actuals', 'header=machine');
      const edited = rows.map((row) => (row['revision'] === '2' ? { ...row, value: '132' } : row));
      const batch = await official.upload(saved(edited));
      expect(batch.counts).toMatchObject({ same: 4, revision: 1, error: 0 });
      expect((await official.commit(batch)).body.code).toBe('import.needs_reason');
      expect((await official.commit(batch, '按普查核定')).body.added).toBe(1);
      expect(await figures()).toMatchObject([
        { end: '2025-06-30', kind: 'correction', value: '132', note: HOSTILE[3], reason: '按普查核定' },
        { end: '2025-12-31', value: '150' },
      ]);
      expect((await official.upload(saved(edited))).counts).toMatchObject({ same: 5, error: 0 });
    });

    it('takes what came back and was edited for a new figure', async () => {
      await everyState();
      const rows = await csv('actuals', 'header=machine');
      const edited = rows.map((row) => (row['figure_state'] === 'returned' ? { ...row, value: '141' } : row));
      expect((await official.upload(saved(edited))).counts).toMatchObject({ same: 4, new: 1, error: 0 });
    });

    it('takes what came back for a new figure too where it says more than it did', async () => {
      await everyState();
      const rows = await csv('actuals', 'header=machine');
      const edited = rows.map((row) =>
        row['figure_state'] === 'returned' ? { ...row, note: '凭证已补' } : row,
      );
      const batch = await official.upload(saved(edited));
      expect(batch.counts).toMatchObject({ same: 4, new: 1, error: 0 });
      expect((await official.commit(batch)).body.added).toBe(1);
      expect(await figures()).toMatchObject([
        { end: '2025-09-30', value: '140', note: '凭证已补' },
        { end: '2025-12-31' },
      ]);
    });

    it('corrects nothing by what came back, once something else is in force', async () => {
      await everyState();
      await accepted('2025-09-30', '145');
      const rows = await csv('actuals', 'header=machine');
      const edited = rows
        .filter((row) => row['figure_state'] === 'returned')
        .map((row) => ({ ...row, value: '141' }));
      expect(await official.fates(await official.upload(saved(edited)))).toEqual([
        '2 error  actual.not_standing',
      ]);
    });

    it('does not take the reason of the figure it came from for one of its own, however it is ended', async () => {
      await everyState();
      await test.db
        .query(`ALTER TABLE actual DISABLE TRIGGER USER; UPDATE actual SET reason = E'核对\\r\\n无误 '
        WHERE revision = 2; ALTER TABLE actual ENABLE TRIGGER USER`);
      const rows = await csv('actuals', 'header=machine');
      const edited = rows
        .filter((row) => row['revision'] === '2')
        .map((row) => ({ ...row, value: '132', reason: '核对\n无误' }));
      const batch = await official.upload(saved(edited));
      expect((await official.commit(batch)).body.code).toBe('import.needs_reason');
    });

    it('refuses to correct what is corrected already, and a figure under another’s id', async () => {
      await everyState();
      const [first = {}, superseded = {}, ...rest] = await csv('actuals', 'header=machine');
      const batch = await official.upload(
        saved([
          { ...first, id: superseded['id'] ?? '' },
          { ...superseded, value: '133' },
          { ...(rest[0] ?? {}), id: '1.2025-02-30.1' },
          { ...(rest[0] ?? {}), id: '' },
        ]),
      );
      expect(await official.fates(batch)).toEqual([
        '2 error id actual.other_figure',
        '3 error  actual.not_standing',
        '4 error id actual.other_figure',
        // A cell of two lines stands before it.
        '6 same',
      ]);
    });

    it('says which remarks it leaves as they are on record', async () => {
      await everyState();
      const [first = {}] = await csv('actuals', 'header=machine');
      const batch = await official.upload(saved([{ ...first, note: '改过的说明' }]));
      expect(await official.fates(batch)).toEqual(['2 same note entry.left_aside']);
    });

    it.each(['csv', 'xlsx'])('knows parts and spans of days again too, as %s', async (face) => {
      const everywhere = new Importing(test, test.me);
      const share = { indicator: 'share', value: '35.00', numerator: '10.50', denominator: '30.0' };
      await accepted('2025-03-31', '', share);
      await accepted('2025-01..2025-02', '12.50', { indicator: 'income' });
      await accepted('2025-03', '7', { indicator: 'income' });
      const { body } = await test.file(`/reports/actuals.${face}?${CLOCKS}&lang=zh-CN`);
      const batch = await everywhere.upload(body, `台账.${face}`);
      expect(await everywhere.fates(batch)).toEqual(['2 same', '3 same', '4 same']);
    });

    it('takes no last day for the period of an amount', async () => {
      const everywhere = new Importing(test, test.me);
      const header = 'indicator,area,period_start,period_end,value';
      const batch = await everywhere.upload(
        Buffer.from(
          [header, 'income,629001,,2025-03-31,7', 'income,629001,2025-03-01,2025-03-31,7'].join('\n'),
        ),
      );
      expect(await everywhere.fates(batch)).toEqual(['2 error period_start entry.period.start', '3 new']);
      expect((await everywhere.rows(batch))[1]).toMatchObject({
        periodStart: '2025-03-01',
        periodEnd: '2025-03-31',
      });
    });

    it('tells nothing of a figure that is not theirs', async () => {
      await everyState();
      const rows = await csv('actuals', 'header=machine');
      const stranger = new Importing(test, await test.somebody('official', { department: 'west' }));
      const batch = await stranger.upload(saved(rows));
      expect(new Set((await stranger.fates(batch)).map((fate) => fate.slice(2)))).toEqual(
        new Set(['error indicator series.unknown']),
      );
    });
  });
});
