import { crc32 } from 'node:zlib';
import { newSecret } from '../secrets';

const WHOLE = /^dx_[A-Za-z0-9_-]{43}[0-9a-z]{7}$/;
const SUM_LENGTH = 7;

const sumOf = (text: string): string => crc32(text).toString(36).padStart(SUM_LENGTH, '0');

/**
 * `dx_`, 256 random bits, and a sum of both: scanners for leaked secrets know it, and a slip of the pen is told
 * from a token that is gone.
 */
export function newToken(): string {
  const text = `dx_${newSecret()}`;
  return text + sumOf(text);
}

export const isWholeToken = (text: string): boolean =>
  WHOLE.test(text) && sumOf(text.slice(0, -SUM_LENGTH)) === text.slice(-SUM_LENGTH);
