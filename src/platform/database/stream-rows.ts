import type { Tx } from './transactions';

let cursors = 0;

/**
 * The rows of a query, `batch` at a time through a cursor of the transaction `tx`. Between two batches the
 * transaction may be used for other statements; memory stays that of one batch.
 */
export async function* streamRows<Row>(
  tx: Tx,
  sql: string,
  params: unknown[],
  batch = 500,
): AsyncGenerator<Row[]> {
  const cursor = `rows_${++cursors}`;
  await tx.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, params);
  for (;;) {
    const rows = await tx.query<Row[]>(`FETCH ${batch} FROM ${cursor}`);
    if (rows.length > 0) yield rows;
    if (rows.length < batch) break;
  }
  await tx.query(`CLOSE ${cursor}`);
}
