import { isWholeToken, newToken } from './token-text';

describe('the text of a token', () => {
  const token = newToken();

  it('begins with what scanners look for and is never the same', () => {
    expect(token).toMatch(/^dx_[A-Za-z0-9_-]{43}[0-9a-z]{7}$/);
    expect(newToken()).not.toBe(token);
    expect(isWholeToken(token)).toBe(true);
  });

  it('tells a slip of the pen at any place', () => {
    for (let at = 0; at < token.length; at++) {
      const other = token.charAt(at) === 'a' ? 'b' : 'a';
      expect(isWholeToken(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
    }
  });

  it.each(['', 'dx_', token.slice(0, -1), `${token}a`, ` ${token}`, token.toUpperCase(), 'ghp_abc'])(
    'is not “%s”',
    (text) => {
      expect(isWholeToken(text)).toBe(false);
    },
  );
});
