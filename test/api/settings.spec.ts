import { TestApplication } from '../support/application';
import type { Signed } from '../support/people';

interface Body {
  value: Record<string, unknown>;
  isDefault: boolean;
  errors: { path: string; code: string; message: string }[];
}

describe('settings', () => {
  let test: TestApplication;
  let administrator: Signed;

  beforeAll(async () => {
    test = await TestApplication.start();
    administrator = await test.somebody('administrator');
  });

  afterEach(() => test.db.query(`DELETE FROM setting`));

  afterAll(() => test.stop());

  const change = (name: string, value: object) =>
    administrator.put<Body>(`/settings/${name}`, { value, reason: 'x' }, { 'if-match': '"0"' });
  const stored = (name: string) => administrator.get<Body>(`/settings/${name}`);
  const CUSTOM = { preset: 'custom', minLength: 12, kinds: 2, history: 3, rotateDays: 0, refuseCommon: true };

  it.each<[string, object, [path: string, code: string][]]>([
    ['session', { idleMinutes: 5 }, [['value.absoluteHours', 'field.missing']]],
    ['session', { idleMinutes: 0, absoluteHours: 12 }, [['value.idleMinutes', 'field.integer']]],
    [
      'session',
      { idleMinutes: 5, absoluteMinutes: 12 },
      [
        ['value.absoluteMinutes', 'field.unknown'],
        ['value.absoluteHours', 'field.missing'],
      ],
    ],
    ['second_factor', {}, [['value.roles', 'field.missing']]],
    ['second_factor', { roles: [null] }, [['value.roles.0', 'field.item']]],
    ['password', {}, [['value.preset', 'field.missing']]],
    ['password', { preset: 'strict' }, [['value.preset', 'field.choice']]],
    [
      'password',
      { preset: 'custom', minLength: 8, kinds: 1, history: 0, rotateDays: 0 },
      [['value.refuseCommon', 'field.missing']],
    ],
    ['password', { preset: 'modern', minLength: 8 }, [['value.minLength', 'setting.by_preset']]],
  ])('%s: %j is refused by every key that is wrong', async (name, value, expected) => {
    const answer = await change(name, value);
    expect([answer.status, answer.body.errors.map(({ path, code }) => [path, code])]).toEqual([
      400,
      expected,
    ]);
    expect(answer.body.errors.map(({ message }) => message).join()).not.toContain('{{');
    expect((await stored(name)).body.isDefault).toBe(true);
  });

  it.each<[object, object]>([
    [
      { preset: 'modern' },
      { preset: 'modern', minLength: 15, kinds: 1, history: 0, rotateDays: 0, refuseCommon: true },
    ],
    [
      { preset: 'dengbao3', rotateDays: 90 },
      { preset: 'dengbao3', minLength: 10, kinds: 3, history: 5, rotateDays: 90, refuseCommon: true },
    ],
    [CUSTOM, CUSTOM],
  ])('of passwords: %j is what counts and what is shown', async (given, shown) => {
    expect((await change('password', given)).body.value).toEqual(shown);
    expect((await stored('password')).body.value).toEqual(shown);
    const again = await administrator.put<Body>(
      '/settings/password',
      { value: shown, reason: 'x' },
      { 'if-match': '"1"' },
    );
    expect([again.status, again.body.value]).toEqual([200, shown]);
  });

  it('that were kept before there was a preset’s own value are shown as they count', async () => {
    await test.db.query(
      `INSERT INTO setting (name, value, changed_by) VALUES ('password', '{"preset": "modern", "minLength": 8}', 'test')`,
    );
    expect((await stored('password')).body.value).toMatchObject({ preset: 'modern', minLength: 15 });
  });
});
