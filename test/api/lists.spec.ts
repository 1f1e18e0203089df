import { anActual, TestApplication } from '../support/application';
import { TABLE } from '../support/matrix/table';

interface PageBody {
  items: Record<string, unknown>[];
  nextCursor: string | null;
  errors: { path: string; code: string; message: string }[];
}

/** Every list, with a filter that must leave fewer items and a sort other than its default. */
const LISTS = [
  { path: '/areas', key: 'code', filter: 'parent=621000', sort: '-nameZh' },
  { path: '/departments', key: 'code', filter: 'area=621002', sort: '-areaCode' },
  { path: '/sources', key: 'code', filter: null, sort: 'code' },
  { path: '/indicators', key: 'code', filter: 'measure=ratio', sort: '-measure' },
  { path: '/goals', key: 'code', filter: 'dueBy=2025-08-31', sort: '-deadline' },
  { path: '/terms-proposals', key: 'id', filter: 'goal=G01', sort: 'goalCode' },
  { path: '/programmes', key: 'code', filter: 'goal=G06', sort: 'nameZh' },
  { path: '/actuals', key: 'id', filter: 'indicator=compute', sort: 'periodEnd' },
  { path: '/drafts', key: 'id', filter: 'indicator=compute', sort: '-savedAt' },
  { path: '/period-locks', key: 'id', filter: 'state=lifted', sort: 'upTo' },
  { path: '/progress', key: 'code', filter: 'kind=composite', sort: '-paceIndex' },
  { path: '/progress/G01/history', key: 'knownAt', filter: 'to=2020-01-01', sort: 'asOf' },
  { path: '/job-runs', key: 'id', filter: 'asOf=2025-03-31', sort: 'asOf' },
];

describe('every list', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.withCatalog();
    for (const [period, value] of [
      ['2025-06-30', '62000'],
      ['2025-07-31', '64000'],
      ['2025-08-31', '66000'],
    ]) {
      await test.post('/actuals', anActual({ period, value }));
      await test.settled();
      await test.put(`/drafts/racks/621000/standard/${period}`, { value });
      await test.post('/period-locks', { upTo: '2020-12-31', reason: 'x' });
    }
    await test.put('/drafts/compute/621000/standard/2025-06-30', { value: '60000' });
    await test.post('/period-locks/1/lift', { reason: 'x' });
    for (const code of ['G01', 'G02', 'G08'])
      await test.propose(code, { effectiveFrom: '2026-01-01', reason: '调整', deadline: '2026-12-31' });
    for (const asOf of ['2025-03-31', '2025-06-30', '2025-12-31']) await test.post('/job-runs', { asOf });
  });

  afterAll(() => test.stop());

  const list = async (path: string, query = ''): Promise<PageBody> =>
    (await test.get<PageBody>(`${path}?${query}`)).body;

  it.each(LISTS)(
    '$path comes in pages that leave out nothing and repeat nothing',
    async ({ path, key, sort }) => {
      const whole = await list(path, `limit=200&sort=${sort}`);
      expect(whole.items.length).toBeGreaterThan(0);
      const paged: unknown[] = [];
      let cursor = '';
      do {
        const page = await list(path, `limit=2&sort=${sort}${cursor}`);
        expect(page.items.length).toBeLessThanOrEqual(2);
        paged.push(...page.items.map((item) => item[key]));
        cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
      } while (cursor !== '');
      expect(paged).toEqual(whole.items.map((item) => item[key]));
      expect(new Set(paged).size).toBe(paged.length);
    },
  );

  it.each(LISTS.filter(({ filter }) => filter !== null))(
    '$path is filtered by $filter',
    async ({ path, filter }) => {
      const whole = await list(path, 'limit=200');
      const filtered = await list(path, `limit=200&${filter ?? ''}`);
      expect(filtered.items.length).toBeLessThan(whole.items.length);
    },
  );

  it.each(LISTS)('$path refuses what it does not know, naming the parameter', async ({ path }) => {
    const refused = async (query: string): Promise<unknown[]> => {
      const answer = await test.get<PageBody>(`${path}?${query}`);
      return [answer.status, answer.body.errors.map((error) => error.path)];
    };
    expect(await refused('limit=0')).toEqual([400, ['limit']]);
    expect(await refused('limit=201')).toEqual([400, ['limit']]);
    expect(await refused('limit=x')).toEqual([400, ['limit']]);
    for (const name of ['nothing', 'constructor', 'toString', '-valueOf', 'hasOwnProperty'])
      expect(await refused(`sort=${name}`)).toEqual([400, ['sort']]);
    expect(await refused('cursor=nonsense')).toEqual([400, ['cursor']]);
    expect(await refused('colour=red')).toEqual([400, ['colour']]);
  });

  it('shows what was typed where a number was expected', async () => {
    for (const path of ['/goals', '/audit-events', '/progress/G01/preview']) {
      const name = { '/goals': 'limit', '/audit-events': 'personId' }[path] ?? 'proposal';
      const who = path === '/audit-events' ? await test.somebody('auditor') : test.me;
      const { status, body } = await who.get<PageBody>(`${path}?${name}=zw%C3%B6lf`);
      expect([path, status, body.errors.map(({ message }) => message)]).toEqual([
        path,
        400,
        [expect.stringContaining('zwölf')],
      ]);
    }
    const { body } = await test.get<{ title: string }>('/job-runs/zwölf');
    expect(body.title).toContain('zwölf');
  });

  it('and whatever else is read is sorted by no name that every object has', async () => {
    const auditor = await test.somebody('auditor');
    const administrator = await test.somebody('administrator');
    const routes = Object.keys(TABLE).filter((route) => route.startsWith('GET /api/v1/'));
    for (const route of routes) {
      const path = route.replace('GET /api/v1', '').replace(':code', 'G01').replace(':id', '1');
      for (const who of [test.me, auditor, administrator]) {
        const { status } = await who.text(`${path}?sort=constructor`);
        expect([path, status < 500]).toEqual([path, true]);
      }
    }
  });

  it('refuses a cursor made by hand or for another sort', async () => {
    const forged = Buffer.from(JSON.stringify(['-paceIndex', 'x', 'G01'])).toString('base64url');
    expect((await test.get(`/progress?sort=-paceIndex&cursor=${forged}`)).status).toBe(400);
    const { nextCursor } = await list('/goals', 'limit=2');
    expect((await test.get(`/goals?sort=-deadline&cursor=${nextCursor ?? ''}`)).status).toBe(400);
  });

  it.each([
    '/areas/1',
    '/departments/x',
    '/sources/x',
    '/indicators/x',
    '/goals/x',
    '/programmes/G01',
    '/progress/x',
    '/job-runs/999',
    '/nothing',
  ])('%s is not found', async (path) => {
    const answer = await test.get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['a NUL', '/goals/%00', 404],
    ['a path of 3,000 letters', `/goals/${'x'.repeat(3000)}`, 414],
    ['bad percent encoding', '/goals/%zz', 400],
    ['a number too large for an id', '/job-runs/99999999999', 404],
    ['a word for an id', '/job-runs/abc', 404],
    ['an emoji', '/progress/%F0%9F%98%80', 404],
    ['the same parameter twice', '/goals?limit=1&limit=2', 400],
    ['a list for a word', '/goals?sort[]=x', 400],
    ['a method that is not there', '/goals/G01/terms/1', 404],
    ['a year of the apostles', '/reports/progress.csv?asOf=0033-04-03', 400],
  ])('%s is answered with a problem document, not with a failure', async (_what, path, status) => {
    const answer = await test.get(path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      expect.stringContaining('application/problem+json'),
    ]);
  });
});
