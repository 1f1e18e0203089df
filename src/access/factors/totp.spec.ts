import { Secret } from 'otpauth';
import { newTotpSecret, stepOfCode, totpAddress } from './totp';

/** The secret of the test vectors in RFC 6238, appendix B; codes are the last six of its eight digits. */
const SECRET = Secret.fromLatin1('12345678901234567890').base32;
const step = (seconds: number): number => Math.floor(seconds / 30);

describe('a code by time', () => {
  it.each<[number, string]>([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('at %i s is %s', (seconds, code) => {
    expect(stepOfCode(SECRET, code, step(seconds))).toBe(step(seconds));
  });

  it.each([
    [-2, false],
    [-1, true],
    [1, true],
    [2, false],
  ])('is taken %i steps off: %s', (off, taken) => {
    expect(stepOfCode(SECRET, '005924', step(1234567890) + off)).toBe(taken ? step(1234567890) : null);
  });

  it.each(['', '5924', '0059240', 'abcdef', '005925', ' 005924', '００５９２４'])('is not “%s”', (code) => {
    expect(stepOfCode(SECRET, code, step(1234567890))).toBeNull();
  });

  it('comes from a secret of 160 bits, never the same', () => {
    expect(newTotpSecret()).toMatch(/^[A-Z2-7]{32}$/);
    expect(newTotpSecret()).not.toBe(newTotpSecret());
  });

  it('is told to the application with all that it needs', () => {
    expect(totpAddress(SECRET, 'wang.lei')).toBe(
      `otpauth://totp/Duixian:wang.lei?issuer=Duixian&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
    );
  });
});
