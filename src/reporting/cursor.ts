import { invalidField } from '../platform/http';

/** Where a page ended, as a text that means nothing to whoever carries it. */
export const writeCursor = (place: readonly string[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url');

/** Throws 400 for a cursor that was not given out here. */
export function readCursor(cursor: string, parts: number): string[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const isOurs =
      Array.isArray(place) &&
      place.length === parts &&
      // PostgreSQL knows no text with a zero in it.
      place.every((part) => typeof part === 'string' && !part.includes('\0'));
    if (isOurs) return place as string[];
  } catch {
    // Not ours: refused below like any other.
  }
  throw invalidField('cursor', 'field.cursor');
}
