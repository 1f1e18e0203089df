import { invalidField } from '../http';
import type { ListQuery, Page } from '../http';
import type { Tx } from './transactions';

/** A column a list may be sorted by; never null in the list (coalesce it there). */
export interface SortColumn {
  readonly sql: string;
  readonly type: 'text' | 'date' | 'numeric' | 'timestamptz' | 'integer' | 'bigint';
}

/** A condition of a list; `?` stands for its value, which is cast in the SQL where it needs to be. */
export interface Condition {
  readonly sql: string;
  readonly value: string | number | boolean | readonly string[] | undefined;
}

export interface ListShape {
  /** `SELECT … FROM …` without WHERE, ORDER BY or LIMIT. A column whose name begins with `_` stays inside. */
  readonly select: string;
  readonly sorts: Readonly<Record<string, SortColumn>>;
  readonly defaultSort: string;
  /** Unique column that ends every sort. */
  readonly key: SortColumn;
}

interface Position {
  readonly sort: string;
  readonly value: string;
  readonly key: string;
}

/** One page by keyset: as fast on the last page as on the first, and stable while rows are added. */
export async function listPage<Row extends object>(
  tx: Tx,
  shape: ListShape,
  query: ListQuery,
  conditions: readonly Condition[],
): Promise<Page<Row>> {
  const sort = query.sort ?? shape.defaultSort;
  const column = sortColumn(shape, sort);
  const descending = sort.startsWith('-');
  const { where, params } = met(conditions);
  if (query.cursor !== undefined) {
    const after = readCursor(query.cursor, sort);
    where.push(
      `(${column.sql}, ${shape.key.sql}) ${descending ? '<' : '>'} ` +
        `($${params.push(after.value)}::text::${column.type}, $${params.push(after.key)}::text::${shape.key.type})`,
    );
  }
  const direction = descending ? 'DESC' : 'ASC';
  const sql = `
    SELECT listed.*, ${column.sql}::text AS _sort, ${shape.key.sql}::text AS _key FROM (${shape.select}) listed
    ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
    ORDER BY ${column.sql} ${direction}, ${shape.key.sql} ${direction} LIMIT ${query.limit + 1}`;
  const rows = await queryPage<Row>(tx, sql, params);
  return pageOf(rows, query.limit, sort);
}

/** Throws 400 for a field the list is not sorted by. */
function sortColumn({ sorts }: ListShape, sort: string): SortColumn {
  const name = sort.replace(/^-/, '');
  const column = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
  if (column === undefined)
    throw invalidField('sort', 'field.choice', { choices: Object.keys(sorts).join(' '), given: sort });
  return column;
}

/** The one thing of a list that meets the conditions; null where there is none. */
export async function findListed<Row extends object>(
  tx: Tx,
  shape: ListShape,
  conditions: readonly Condition[],
): Promise<Row | null> {
  const { where, params } = met(conditions);
  const sql = `SELECT * FROM (${shape.select}) listed WHERE ${where.join(' AND ')} LIMIT 1`;
  const [found] = await tx.query<Row[]>(sql, params);
  return found === undefined ? null : shown(found);
}

function met(conditions: readonly Condition[]): { where: string[]; params: unknown[] } {
  const params: unknown[] = [];
  const where = conditions
    .filter((condition) => condition.value !== undefined)
    .map((condition) => condition.sql.replace('?', `$${params.push(condition.value)}`));
  return { where, params };
}

type Placed<Row> = Row & { _sort: string; _key: string };

async function queryPage<Row>(tx: Tx, sql: string, params: unknown[]): Promise<Placed<Row>[]> {
  try {
    return await tx.query<Placed<Row>[]>(sql, params);
  } catch (error) {
    // Class 22, data exception: only a cursor made by hand holds a value its column cannot read.
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    if (typeof code === 'string' && code.startsWith('22')) throw invalidField('cursor', 'field.cursor');
    throw error;
  }
}

function pageOf<Row extends object>(rows: Placed<Row>[], limit: number, sort: string): Page<Row> {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor =
    rows.length > limit && last !== undefined
      ? writeCursor({ sort, value: last._sort, key: last._key })
      : null;
  return {
    items: page.map((row) => shown<Row>(row)),
    nextCursor,
  };
}

/** A row of a list without what stays inside. */
export function shown<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('_'))) as Row;
}

function writeCursor(position: Position): string {
  return Buffer.from(JSON.stringify([position.sort, position.value, position.key])).toString('base64url');
}

function readCursor(cursor: string, sort: string): Position {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(parts) &&
      parts.length === 3 &&
      parts.every((part) => typeof part === 'string') &&
      parts[0] === sort
    ) {
      const [, value, key] = parts as [string, string, string];
      return { sort, value, key };
    }
  } catch {
    // Not ours: refused below like any other.
  }
  throw invalidField('cursor', 'field.cursor');
}
