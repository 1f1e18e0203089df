import { FirstAdministrator } from '../../src/access';
import { TestApplication } from '../support/application';
import { run } from '../support/process';
import { signIn } from '../support/visitor';

const PASSWORD = /[A-Za-z2-9]{5}(?:-[A-Za-z2-9]{5}){3}/;

describe('npm run demo', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.start();
  });

  afterEach(() => test.stop());

  const demo = () =>
    run(['demo'], {
      DATABASE_URL: test.database.appUrl,
      DATABASE_OWNER_URL: test.database.url,
      DUIXIAN_LANG: 'en',
    });
  const made = (output: string): string[][] =>
    [...output.matchAll(/^Opened (\S+) \((\w+)\), one-time password (\S+)$/gm)].map(([, ...parts]) => parts);
  const held = () =>
    test.db.query<{ login: string; role: string; department: string | null }[]>(
      `SELECT a.login, g.role, d.code AS department FROM account a JOIN role_grant g ON g.person_id = a.person_id
       LEFT JOIN department d ON d.id = g.department_id WHERE a.login LIKE 'demo-%' ORDER BY a.id`,
    );

  it.each([
    ['catalog/qingyang-2025.yaml', 'gov-qingyang', 'gov-xifeng'],
    ['catalog/example-education.yaml', 'education-bureau', 'school-building-office'],
  ])('opens an account of each role in the departments of %s', async (catalog, top, below) => {
    await test.loadCatalog(catalog);
    const { code, output } = await demo();
    expect([code, made(output).map(([login]) => login)]).toEqual([
      0,
      (await held()).map(({ login }) => login),
    ]);
    expect(await held()).toEqual([
      { login: 'demo-official', role: 'official', department: top },
      { login: 'demo-official-below', role: 'official', department: below },
      { login: 'demo-reviewer', role: 'reviewer', department: top },
      { login: 'demo-supervisor', role: 'supervisor', department: null },
      { login: 'demo-supervisor-2', role: 'supervisor', department: null },
      { login: 'demo-leader', role: 'leader', department: null },
      { login: 'demo-auditor', role: 'auditor', department: null },
    ]);
    expect(output).toContain('must be replaced');
    const [[login = '', , password = ''] = []] = made(output);
    expect((await (await signIn(test.baseUrl, login, password)).get('/session')).body['needs']).toBe(
      'password',
    );
  });

  it('leaves alone who is there, and then shows no password', async () => {
    await test.loadCatalog('catalog/example-education.yaml');
    expect((await demo()).code).toBe(0);
    const before = await test.count('person');
    const again = await demo();
    expect([again.code, made(again.output), await test.count('person')]).toEqual([0, [], before]);
    expect(again.output).toContain('demo-auditor exists already');
    expect(again.output).not.toContain('must be replaced');
  });

  it('says what to do where no catalog is loaded, and opens nothing', async () => {
    const before = await test.count('account');
    const { code, output } = await demo();
    expect([code, await test.count('account')]).toEqual([1, before]);
    expect(output).toContain('npm run catalog -- load');
    expect(output).not.toMatch(PASSWORD);
  });

  it('opens all accounts or none', async () => {
    await test.loadCatalog('catalog/example-education.yaml');
    const before = [await test.count('person'), await test.count('account')];
    await test.db.query(`ALTER TABLE account ADD CONSTRAINT ck_refused CHECK (login <> 'demo-auditor')`);
    const { code, output } = await demo();
    expect([code, [await test.count('person'), await test.count('account')]]).toEqual([1, before]);
    expect(output).not.toMatch(PASSWORD);
  });

  it('leaves the first administrator to the first start', async () => {
    await test.loadCatalog('catalog/example-education.yaml');
    expect((await demo()).code).toBe(0);
    expect((await test.app.get(FirstAdministrator).make('x'))?.login).toBe('admin');
  });
});
