import { FirstAdministrator } from '../../src/access';
import { TestApplication } from '../support/application';
import { signIn } from '../support/visitor';

describe('the first administrator', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.start();
  });

  afterEach(() => test.stop());

  const make = () => test.app.get(FirstAdministrator).make('系统管理员');

  it('is made where people have accounts and none of them may administer, and is let in', async () => {
    const made = await make();
    expect(made?.login).toBe('admin');
    const visitor = await signIn(test.baseUrl, 'admin', made?.password ?? '');
    expect((await visitor.get('/session')).body).toMatchObject({
      needs: 'password',
      roles: [{ role: 'administrator' }],
    });
    expect(await make()).toBeNull();
  });

  it('is not made where somebody administers already', async () => {
    await test.somebody('administrator');
    expect(await make()).toBeNull();
  });

  it('is made where whoever administered cannot sign in any more', async () => {
    const gone = await test.somebody('administrator');
    await test.db.query(`UPDATE account SET disabled_at = now() WHERE login = $1`, [gone.login]);
    expect((await make())?.login).toBe('admin');
  });

  it('takes a login that is free', async () => {
    await test.db.query(`UPDATE account SET login = 'admin' WHERE login = $1`, [test.me.login]);
    await test.db.query(`UPDATE account SET login = 'admin-2' WHERE login = $1`, [test.other.login]);
    expect((await make())?.login).toBe('admin-3');
  });
});
