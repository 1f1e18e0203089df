import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { FilePlace, ProblemCode, ProblemLog, ProblemParams } from './problem';

/** How much of a wrong value is repeated in a complaint, in characters. */
const SHOWN = 60;

/** A value as it may be repeated to a person: short, and without characters that act on a terminal. */
export function shown(text: string): string {
  const characters = Array.from(text.replace(/[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069]/gu, '\uFFFD'));
  return characters.length > SHOWN ? `${characters.slice(0, SHOWN).join('')}…` : characters.join('');
}

/** One value of the file together with where it stands: no complaint goes without its line. */
export class Place {
  constructor(
    private readonly node: unknown,
    readonly path: string,
    private readonly offset: number,
    private readonly log: ProblemLog,
  ) {}

  complain(code: ProblemCode, params?: ProblemParams): void {
    this.log.add(this.offset, this.path, code, params);
  }

  /** For a complaint that is made later: the field, or what may be written instead, or else the whole. */
  whereIs(field: string, instead: string = field): FilePlace {
    const fields = this.fields([field, instead]);
    const { offset, path } = fields?.get(field) ?? fields?.get(instead) ?? this;
    return this.log.place(offset, path);
  }

  /** Nothing was written: `note_en:`, `baseline: null`. Quoted, "null" is a text like any other. */
  get isNull(): boolean {
    if (this.node === null || this.node === undefined) return true;
    return isScalar(this.node) && this.node.type === 'PLAIN' && /^(?:|~|null)$/.test(String(this.node.value));
  }

  get isMapping(): boolean {
    return isMap(this.node);
  }

  /** The scalar exactly as written, never by way of a number. */
  text(): string | undefined {
    if (isScalar(this.node) && typeof this.node.value === 'string') return this.node.value;
    this.refuse('expected_scalar');
    return undefined;
  }

  items(): readonly Place[] | undefined {
    if (isSeq(this.node))
      return this.node.items.map((item, index) => this.under(item, `${this.path}[${index}]`));
    this.refuse('expected_list');
    return undefined;
  }

  /** The fields by name. Those that are not among `allowed`, and those written twice, are complained of. */
  fields(allowed: readonly string[]): ReadonlyMap<string, Place> | undefined {
    if (!isMap(this.node)) {
      this.refuse('expected_mapping');
      return undefined;
    }
    const fields = new Map<string, Place>();
    for (const { key, value } of this.node.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const path = this.path === '' ? shown(name) : `${this.path}.${shown(name)}`;
      const keyPlace = this.under(key, path);
      if (!allowed.includes(name)) {
        keyPlace.complain('unknown_field', { field: shown(name), allowed: allowed.join(', ') });
      } else if (fields.has(name)) keyPlace.complain('duplicate_field', { field: name });
      else fields.set(name, keyPlace.under(value, path));
    }
    return fields;
  }

  private refuse(code: ProblemCode): void {
    this.complain(isAlias(this.node) ? 'yaml_alias' : code);
  }

  private under(node: unknown, path: string): Place {
    return new Place(node, path, startOf(node) ?? this.offset, this.log);
  }
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined;
}
