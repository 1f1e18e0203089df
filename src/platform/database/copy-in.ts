import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from } from 'pg-copy-streams';
import type { Tx } from './transactions';

/** A value as PostgreSQL reads it in text; null is NULL. */
export type CopyValue = string | number | null;

/**
 * Writes rows into a table inside `tx`, as fast as there is: nothing else may use the transaction meanwhile. `table`
 * names the columns too: `import_row (batch_id, line)`.
 */
export async function copyIn(
  tx: Tx,
  table: string,
  batches: AsyncIterable<readonly (readonly CopyValue[])[]> | Iterable<readonly (readonly CopyValue[])[]>,
): Promise<void> {
  const client = (await tx.queryRunner?.connect()) as PoolClient;
  await pipeline(Readable.from(textOf(batches)), client.query(from(`COPY ${table} FROM STDIN`)));
}

async function* textOf(
  batches: AsyncIterable<readonly (readonly CopyValue[])[]> | Iterable<readonly (readonly CopyValue[])[]>,
): AsyncGenerator<string> {
  for await (const rows of batches) yield rows.map((row) => `${row.map(escaped).join('\t')}\n`).join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escaped = (value: CopyValue): string =>
  value === null ? '\\N' : String(value).replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
