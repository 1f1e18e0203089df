import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** 256 bits as text that a cookie, a header or an address may carry. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is kept of a secret that is random itself: nothing to guess, so one hash is enough. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}

const LETTERS = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789'];
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** A password to be read from a screen and typed once: 20 characters in groups, none mistaken for another. */
export function oneTimePassword(): string {
  const all = LETTERS.join('');
  const letter = (from: string): string => from.charAt(randomInt(from.length));
  for (;;) {
    const groups = Array.from({ length: GROUPS }, () =>
      Array.from({ length: GROUP_LENGTH }, () => letter(all)).join(''),
    );
    const password = groups.join('-');
    if (LETTERS.every((kind) => [...password].some((one) => kind.includes(one)))) return password;
  }
}
