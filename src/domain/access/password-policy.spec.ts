import { passwordFinding, passwordPolicy, type PasswordPreset } from './password-policy';

const custom = { minLength: 8, kinds: 2, history: 0, rotateDays: 0, refuseCommon: false };
const finding = (preset: PasswordPreset, password: string): string | null =>
  passwordFinding(
    password,
    'wanglei',
    passwordPolicy({ preset, ...custom }),
    (one) => one.toLowerCase() === 'correct horse battery',
  )?.code ?? null;

describe('what speaks against a password', () => {
  it.each<[string, PasswordPreset, string, string | null]>([
    ['nine characters', 'dengbao3', 'Abcdefg1!', 'too_short'],
    ['ten of three kinds', 'dengbao3', 'Abcdefgh12', null],
    ['ten of two kinds', 'dengbao3', 'abcdefgh12', 'too_simple'],
    ['a blank is a kind of its own', 'dengbao3', 'abc defgh12', null],
    ['the own login in it, in any case', 'dengbao3', 'x-WangLei-2026', 'names_account'],
    [
      'Chinese characters are characters: ten of them and two kinds more',
      'dengbao3',
      '庆阳承诺兑现系统aA',
      null,
    ],
    ['nine characters of two code units each', 'dengbao3', '😀😀😀😀😀😀😀aA', 'too_short'],
    ['fourteen', 'modern', 'aaaa bbbb cccc', 'too_short'],
    ['fifteen of one kind', 'modern', 'abcdefghijklmno', null],
    ['on the list', 'modern', 'Correct horse battery', 'common'],
    ['a list nobody asked for', 'custom', 'correct horse battery', null],
    ['128', 'modern', 'x'.repeat(128), null],
    ['129', 'modern', 'x'.repeat(129), 'too_long'],
  ])('%s (%s)', (_wording, preset, password, code) => {
    expect(finding(preset, password)).toBe(code);
  });
});
