import { escapeLiteral, type PoolClient } from 'pg';
import { to } from 'pg-copy-streams';
import type { Tx } from './transactions';

/**
 * What a query yields as CSV of the database's own making: the fastest way out there is. Lines end in LF. `$1` and
 * so on stand for `params`, as in any query. Whoever stops reading before the end ends the connection and the
 * transaction with it: nothing else keeps the database from sending the rest.
 */
export async function* copyOut(
  tx: Tx,
  sql: string,
  params: readonly (string | null)[],
  delimiter = ',',
): AsyncGenerator<Buffer> {
  const client = (await tx.queryRunner?.connect()) as PoolClient & { connection: { stream: Socket } };
  const format = `FORMAT csv, DELIMITER ${escapeLiteral(delimiter)}`;
  const rows = client.query(to(`COPY (${written(sql, params)}) TO STDOUT (${format})`));
  // What is told once nobody reads any more is told to nobody.
  rows.on('error', () => undefined);
  let isWhole = false;
  try {
    for await (const bytes of rows) yield bytes as Buffer;
    isWhole = true;
  } finally {
    if (!isWhole) client.connection.stream.destroy();
  }
}

interface Socket {
  destroy(): void;
}

/** COPY takes no parameters: they are written into the text, in one pass, each as a literal. */
function written(sql: string, params: readonly (string | null)[]): string {
  return sql.replace(/\$(\d+)/g, (place, position: string) => {
    const value = params[Number(position) - 1];
    if (value === undefined) throw new RangeError(`no parameter for ${place}`);
    return value === null ? 'NULL' : escapeLiteral(value);
  });
}
