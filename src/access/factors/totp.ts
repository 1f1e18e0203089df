import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator application knows it. */
const SHAPE = { issuer: 'Duixian', algorithm: 'SHA1', digits: 6, period: 30 } as const;
const SECRET_BYTES = 20;
/** A clock may be this many steps off, either way. */
const WINDOW = 1;

/** 160 random bits as base32, which is how people type them. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** What an application reads from a QR code. */
export const totpAddress = (secret: string, login: string): string =>
  new TOTP({ ...SHAPE, label: login, secret }).toString();

/** The step of time that the code belongs to, near the step that it is now; null where to none. */
export function stepOfCode(secret: string, code: string, now: number): number | null {
  // The library takes other texts of six characters for its own mistake and throws.
  if (!/^[0-9]{6}$/.test(code)) return null;
  const timestamp = now * SHAPE.period * 1000;
  const delta = new TOTP({ ...SHAPE, secret }).validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : now + delta;
}
