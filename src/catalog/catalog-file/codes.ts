import { shown, type Place } from './place';
import type { Reference } from './records';
import type {
  AreaRecord,
  DepartmentRecord,
  FileRecord,
  GoalRecord,
  IndicatorRecord,
  ProgrammeRecord,
} from './sections';

type ByCode<R> = ReadonlyMap<string, R>;
interface Coded {
  readonly code: string | undefined;
  readonly placeOf: (field: 'code') => Place;
}

/** The file by its codes. A section that could not be read is missing, and nothing is said of references to it. */
export interface Codes {
  readonly speakers: ByCode<Coded> | undefined;
  readonly areas: ByCode<AreaRecord> | undefined;
  readonly departments: ByCode<DepartmentRecord> | undefined;
  readonly indicators: ByCode<IndicatorRecord> | undefined;
  readonly goals: ByCode<GoalRecord> | undefined;
  readonly programmes: ByCode<ProgrammeRecord> | undefined;
}

export function collectCodes(file: FileRecord): Codes {
  const goals = byCode(file.goals);
  return {
    speakers: byCode(file.source?.speakers),
    areas: byCode(file.areas),
    departments: byCode(file.departments),
    indicators: byCode(file.indicators),
    goals,
    // Goals and programmes are both asked for by their code alone.
    programmes: byCode(file.programmes, goals),
  };
}

function byCode<R extends Coded>(
  records: readonly R[] | undefined,
  taken?: ByCode<Coded>,
): ByCode<R> | undefined {
  if (records === undefined) return undefined;
  const found = new Map<string, R>();
  for (const record of records) {
    if (record.code === undefined) continue;
    if (!found.has(record.code) && !taken?.has(record.code)) found.set(record.code, record);
    else record.placeOf('code').complain('duplicate_code', { value: record.code });
  }
  return found;
}

type RecordIn<S extends keyof Codes> = NonNullable<Codes[S]> extends ByCode<infer R> ? R : never;

/** What a field points at. Undefined if it points at nothing (which is complained of) or was not written. */
export function follow<S extends keyof Codes>(
  codes: Codes,
  section: S,
  code: string | null | undefined,
  place: Place,
): RecordIn<S> | undefined {
  const known = codes[section] as ByCode<RecordIn<S>> | undefined;
  if (code === null || code === undefined || known === undefined) return undefined;
  const found = known.get(code);
  if (found === undefined) place.complain('unknown_reference', { value: shown(code), section });
  return found;
}

export function checkSpeakers(codes: Codes, speakers: readonly Reference[] | undefined): void {
  checkRepeated(
    speakers ?? [],
    (speaker) => speaker.code,
    (speaker) => speaker.placeOf('code'),
  );
  for (const speaker of speakers ?? []) follow(codes, 'speakers', speaker.code, speaker.placeOf('code'));
}

export function checkRepeated<R>(
  items: readonly R[],
  codeOf: (item: R) => string | undefined,
  placeOf: (item: R) => Place,
): void {
  const seen = new Set<string>();
  for (const item of items) {
    const code = codeOf(item);
    if (code === undefined) continue;
    if (seen.has(code)) placeOf(item).complain('repeated_reference', { value: code });
    seen.add(code);
  }
}

type Linked<F extends string> = Readonly<Record<F, string | null | undefined>> & {
  readonly placeOf: (field: F) => Place;
};

/** Complains once of every ring of references. Each record is walked over once, however long the chains. */
export function checkRings<F extends string>(records: ByCode<Linked<F>> | undefined, field: F): void {
  if (records === undefined) return;
  const walkOver = new Map<string, string>();
  for (const start of records.keys()) {
    let code = start;
    let record = records.get(code);
    while (record && !walkOver.has(code)) {
      walkOver.set(code, start);
      code = record[field] ?? '';
      record = records.get(code);
    }
    if (!record || walkOver.get(code) !== start) continue;
    record
      .placeOf(field)
      .complain('reference_cycle', { chain: shown(ringFrom(code, records, field).join(' → ')) });
  }
}

function ringFrom<F extends string>(first: string, records: ByCode<Linked<F>>, field: F): readonly string[] {
  const ring = [first];
  let next = records.get(first)?.[field];
  for (; next && next !== first; next = records.get(next)?.[field]) ring.push(next);
  return [...ring, first];
}
