import type { Place } from './place';
import { code, type Reader } from './scalar-fields';

/** Reads one field of a record, present or not. */
export type Field<T> = (value: Place | undefined, owner: Place, name: string) => T | undefined;

export function required<T>(read: Reader<T>): Field<T> {
  return (value, owner, field) => {
    if (value !== undefined && !value.isNull) return read(value);
    (value ?? owner).complain('missing_field', { field });
    return undefined;
  };
}

export function optional<T>(read: Reader<T>): Field<T | null>;
export function optional<T>(read: Reader<T>, absent: T): Field<T>;
export function optional<T>(read: Reader<T>, absent: T | null = null): Field<T | null> {
  return (value) => (value === undefined || value.isNull ? absent : read(value));
}

/** Unreadable items are left out; they have been complained of. */
export function list<T>(read: Reader<T>): Reader<readonly T[]> {
  return (place) => place.items()?.flatMap((item) => read(item) ?? []);
}

export function filledList<T>(read: Reader<T>): Reader<readonly T[]> {
  const readList = list(read);
  return (place) => {
    if (place.items()?.length === 0) place.complain('list_empty');
    return readList(place);
  };
}

/** A code in a list, with the place that complains if nothing has that code. */
export interface Reference {
  readonly code: string;
  readonly placeOf: (field: 'code') => Place;
}

export const reference: Reader<Reference> = (place) => {
  const written = code(place);
  return written === undefined ? undefined : { code: written, placeOf: () => place };
};

type Shape = Readonly<Record<string, Field<unknown>>>;
type FieldOf<F> = F extends Field<infer T> ? T : never;

/** What was read: undefined where a field could not be (the log says why), and the places of all. */
export type RecordOf<S extends Shape> = { readonly [K in keyof S]: FieldOf<S[K]> | undefined } & {
  /** Where a field stands; where its record stands, if it was not written. */
  readonly placeOf: (field: keyof S & string) => Place;
};

export type Read<R> = R extends Reader<infer T> ? T : never;

export function record<S extends Shape>(shape: S): Reader<RecordOf<S>> {
  const names = Object.keys(shape);
  return (place) => {
    const fields = place.fields(names);
    if (fields === undefined) return undefined;
    const values = Object.entries(shape).map(([name, read]) => [name, read(fields.get(name), place, name)]);
    const placeOf = (field: string): Place => fields.get(field) ?? place;
    return { ...(Object.fromEntries(values) as Omit<RecordOf<S>, 'placeOf'>), placeOf } as RecordOf<S>;
  };
}

/** A record without a single complaint: what was unreadable has been ruled out. */
export type Whole<T> = T extends string | number | boolean | null
  ? T
  : T extends readonly (infer E)[]
    ? readonly Whole<E>[]
    : { readonly [K in keyof Omit<T, 'placeOf'>]: Whole<Exclude<T[K], undefined>> };

/** Complains unless exactly one of the fields was written; answers the one. */
export function exactlyOne<K extends string>(
  read: Readonly<Record<K, unknown>> & { readonly placeOf: (field: K) => Place },
  ...fields: readonly [K, ...K[]]
): K | undefined {
  const [only, second] = fields.filter((field) => read[field] !== null);
  const params = { fields: fields.join(', ') };
  if (only === undefined) read.placeOf(fields[0]).complain('one_field_needed', params);
  else if (second !== undefined) read.placeOf(second).complain('fields_exclude', params);
  return second === undefined ? only : undefined;
}

/** Of what has been checked: a value that must be there by now. Its absence is a mistake of ours, not of the file. */
export function checked<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new TypeError('a checked record has a hole');
  return value;
}
