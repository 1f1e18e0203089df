import { TestApplication } from '../support/application';
import type { Signed } from '../support/people';

interface Cell {
  periodEnd: string;
  state: string;
  dueOn: string;
  actualId: string | null;
}

interface Row {
  indicatorCode: string;
  areaCode: string;
  definition: string;
  goals: string[];
  departments: string[];
  cells: (Cell | null)[];
}

interface Matrix {
  today: string;
  periods: string[];
  items: Row[];
  nextCursor: string | null;
  errors: { path: string; code: string }[];
}

interface Owed {
  items: (Omit<Row, 'cells'> & Cell)[];
  nextCursor: string | null;
}

describe('reporting', () => {
  let test: TestApplication;
  let reader: Signed;

  beforeAll(async () => {
    test = await TestApplication.start();
    await test.loadCatalog('catalog/qingyang-2025.yaml');
    await test.logAccepted({ period: '2025-09-30', value: '80000' });
    await test.settled();
  });

  beforeEach(() => {
    reader = test.me;
  });

  afterAll(() => test.stop());

  const matrix = async (query = ''): Promise<Matrix> =>
    (await reader.get<Matrix>(`/reporting/matrix?from=2025-01&to=2025-12&limit=200&${query}`)).body;
  const owed = async (query = ''): Promise<Owed> => (await reader.get<Owed>(`/reporting/owed?${query}`)).body;
  const rowOf = ({ items }: Matrix, indicator: string): Row | undefined =>
    items.find(({ indicatorCode }) => indicatorCode === indicator);

  it('shows each period of a series with its state, due day and last revision', async () => {
    const { periods, items } = await matrix();
    expect(periods).toHaveLength(12);
    expect([periods[0], periods[11]]).toEqual(['2025-01-31', '2025-12-31']);
    const racks = items.find(({ indicatorCode }) => indicatorCode === 'racks');
    expect(racks).toMatchObject({ areaCode: '621000', goals: ['G01'] });
    expect(racks?.cells[8]).toMatchObject({ periodEnd: '2025-09-30', state: 'reported' });
    expect(racks?.cells[8]?.actualId).toMatch(/^\d+\.2025-09-30\.1$/);
    // After National Day week, with the make-up Saturday counted: the tenth working day.
    expect(racks?.cells[8]?.dueOn).toBe('2025-10-21');
    expect(racks?.cells[7]).toMatchObject({ state: 'stale', actualId: null });
  });

  it('asks every member of an each-area goal for its own area, and nobody for a milestone', async () => {
    const all = [
      ...(await matrix()).items,
      ...(await matrix('cycle=quarter')).items,
      ...(await matrix('cycle=year')).items,
    ];
    const stations = all.filter(({ indicatorCode }) => indicatorCode === 'hydrogen-stations');
    expect(stations).toHaveLength(8);
    expect(new Set(stations.map(({ areaCode }) => areaCode)).size).toBe(8);
    expect(all.some(({ indicatorCode }) => indicatorCode === 'mine-jiulongchuan')).toBe(false);
  });

  it('tells what waits, what came back, and what is not there', async () => {
    const village = { indicator: 'villages', area: '621000' };
    await test.logAccepted({ ...village, period: '2025-09', value: '46' });
    const held = await test.post<{ id: string; state: string }>('/actuals', {
      ...village,
      period: '2025-10',
      value: '12',
      reason: '核对无误',
    });
    expect(held.body.state).toBe('submitted');
    const october = async () => rowOf(await matrix('indicator=villages'), 'villages')?.cells[9];
    expect(await october()).toMatchObject({ state: 'waiting', actualId: held.body.id });
    const tag = (await test.get(`/actuals/${held.body.id}`)).headers.get('etag') ?? '';
    await test.other.post(`/actuals/${held.body.id}/return`, { reason: '有误' }, { 'if-match': tag });
    expect(await october()).toMatchObject({ state: 'returned', actualId: held.body.id });
    const back = await owed('indicator=villages&state=returned&limit=200');
    expect(back.items.map(({ periodEnd }) => periodEnd)).toEqual(['2025-10-31']);
  });

  it('pages by series: nothing twice, nothing left out', async () => {
    const whole = (await matrix()).items;
    const paged: Row[] = [];
    let cursor = '';
    do {
      const page = await test.get<Matrix>(
        `/reporting/matrix?from=2025-01&to=2025-12&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      paged.push(...page.body.items);
      cursor = page.body.nextCursor ?? '';
    } while (cursor !== '');
    expect(paged).toEqual(whole);
  });

  it('lists what is owed by due day, without what is reported or waits, and pages it', async () => {
    const first = await owed('limit=5');
    expect(first.items).toHaveLength(5);
    const second = await owed(`limit=5&cursor=${first.nextCursor ?? ''}`);
    const both = await owed('limit=10');
    expect([...first.items, ...second.items]).toEqual(both.items);
    const days = both.items.map(({ dueOn }) => dueOn);
    expect(days).toEqual([...days].sort());
    expect(both.items.every(({ state }) => !['reported', 'waiting', 'not_yet'].includes(state))).toBe(true);
    const racks = await owed('indicator=racks&limit=200');
    expect(racks.items.map(({ periodEnd }) => periodEnd)).not.toContain('2025-09-30');
  });

  it('keeps to the reach: a department sees its own series, in its own areas', async () => {
    const everything = (await matrix()).items;
    const department = rowOf(await matrix(), 'racks')?.departments[0] ?? '';
    reader = await test.somebody('official', { department });
    const own = (await matrix()).items;
    expect(own).toEqual(everything.filter(({ departments }) => departments.includes(department)));
    expect(own.length).toBeGreaterThan(0);
    expect(own.length).toBeLessThan(everything.length);
    expect((await owed('limit=200')).items.every(({ departments }) => departments.includes(department))).toBe(
      true,
    );
    reader = await test.somebody('official', { department, area: '621000' });
    expect(rowOf(await matrix(), 'racks')).toBeDefined();
    reader = await test.somebody('official', { department, area: '621022' });
    expect([(await matrix()).items, (await owed()).items]).toEqual([[], []]);
    reader = await test.somebody('administrator');
    expect((await matrix()).items).toEqual(everything);
  });

  it('filters by department, area and indicator', async () => {
    const { items } = await matrix();
    const [one] = items as [Row];
    expect((await matrix(`indicator=${one.indicatorCode}`)).items).toEqual(
      items.filter(({ indicatorCode }) => indicatorCode === one.indicatorCode),
    );
    const department = one.departments[0] ?? '';
    const own = (await matrix(`department=${department}`)).items;
    expect(own.every(({ departments }) => departments.join() === department)).toBe(true);
    expect((await matrix('area=nowhere')).items).toEqual([]);
  });

  it.each([
    ['from=2025-02&to=2025-01', 'from'],
    ['from=2024-01&to=2026-01', 'to'],
    ['from=2025-01&to=2025-02&cycle=quarter', 'to'],
    ['from=2025-13&to=2025-12', 'from'],
    ['from=2025-01&to=2025-12&cycle=week', 'cycle'],
    ['from=2025-01&to=2025-12&limit=201', 'limit'],
    ['from=2025-01&to=2025-12&sort=code', 'sort'],
    ['from=2025-01&to=2025-12&cursor=abc', 'cursor'],
    ['from=2025-01', 'to'],
  ])('refuses the matrix for %s', async (query, path) => {
    const answer = await test.get<Matrix>(`/reporting/matrix?${query}`);
    expect([answer.status, answer.body.errors.map((error) => error.path)]).toEqual([400, [path]]);
  });

  it.each([
    ['state=reported', 'state'],
    ['cursor=W10', 'cursor'],
  ])('refuses what is owed for %s', async (query, path) => {
    const answer = await test.get<Matrix>(`/reporting/owed?${query}`);
    expect([answer.status, answer.body.errors.map((error) => error.path)]).toEqual([400, [path]]);
  });
});
