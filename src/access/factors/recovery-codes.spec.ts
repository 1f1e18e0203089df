import { newRecoveryCodes, recoveryDigest } from './recovery-codes';

describe('recovery codes', () => {
  const codes = newRecoveryCodes();

  it('are ten, all different, in groups', () => {
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);
  });

  it('are known however they are typed', () => {
    const [code = ''] = codes;
    const digest = recoveryDigest(code);
    expect(digest).toHaveLength(32);
    for (const typed of [code.toUpperCase(), code.replace(/-/g, ''), code.replace(/-/g, ' '), ` ${code} `])
      expect(recoveryDigest(typed)).toEqual(digest);
    expect(recoveryDigest(codes[1] ?? '')).not.toEqual(digest);
  });

  it.each([
    '',
    '123456',
    'aaaa-aaaa-aaaa-aaa',
    'aaaa-aaaa-aaaa-aaaaa',
    'aaaa-aaaa-aaaa-aaa!',
    'iiii-llll-oooo-uuuu',
  ])('are not “%s”', (typed) => {
    expect(recoveryDigest(typed)).toBeNull();
  });
});
