import { randomInt } from 'node:crypto';
import { digestOf } from '../secrets';

/** Five bits a letter, none mistaken for another. */
const LETTERS = 'abcdefghjkmnpqrstvwxyz0123456789';
const GROUPS = 4;
const GROUP_LENGTH = 4;
const CODES = 10;

const newGroup = (): string =>
  Array.from({ length: GROUP_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');

/** Ten codes of 80 random bits, to be printed: `k3n7-q0vd-2m8x-ea5t`. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: CODES }, () => Array.from({ length: GROUPS }, newGroup).join('-'));

/** What is kept of a code, however it was typed; null for what cannot be one. */
export function recoveryDigest(typed: string): Buffer | null {
  const letters = typed.toLowerCase().replace(/[\s-]/g, '');
  const isCode =
    letters.length === GROUPS * GROUP_LENGTH && [...letters].every((one) => LETTERS.includes(one));
  return isCode ? digestOf(letters) : null;
}
