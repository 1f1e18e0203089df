import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import { type BenchDatabase, createBenchDatabase } from './bench-database';
import { BenchServer } from './bench-server';
import { COLUMNS, fillCatalog, IMPORT_ROWS, rowsOf, tableOf } from './import-world';
import { type Print, tellMemory, tellRatios } from './ratios';

const ROUNDS = 3;
const LOOK_EVERY_MS = 200;

interface ImportView {
  readonly id: number;
  readonly state: string;
  readonly outcome: string;
  readonly counts: { readonly new: number } | null;
}

/**
 * A table of 200,000 figures handed in, judged and put on record through HTTP, as a ratio to COPY FROM of the same
 * figures into the record, and into a bare table. `over` ends it early; the database is dropped in any case.
 */
export async function benchImport(print: Print, over: AbortSignal): Promise<void> {
  const database = await createBenchDatabase();
  try {
    print(`import: a table of ${IMPORT_ROWS} figures is made`);
    const rounds = Array.from({ length: ROUNDS + 1 }, (_, round) => round);
    await fillCatalog(
      database.db,
      rounds.flatMap((round) => [`import-${round}`, `copy-${round}`]),
    );
    over.throwIfAborted();
    const server = await BenchServer.start(database, over);
    try {
      await measure(server, database, print, rounds);
    } finally {
      server.stop();
    }
  } finally {
    await database.drop();
  }
}

async function measure(
  server: BenchServer,
  database: BenchDatabase,
  print: Print,
  rounds: readonly number[],
): Promise<void> {
  const times = new Map<string, number[]>();
  const timed = async (round: number, name: string, work: () => Promise<void>): Promise<void> => {
    const began = performance.now();
    await work();
    // One round that is not counted.
    if (round > 0) times.set(name, [...(times.get(name) ?? []), performance.now() - began]);
  };
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(`CREATE TABLE bare AS SELECT ${COLUMNS} FROM actual`);
  const before = await server.peak();
  let after = before;
  for (const round of rounds) {
    const table = tableOf(`import-${round}`);
    const rows = await rowsOf(database.db, `copy-${round}`);
    await server.peak();
    await timed(round, 'import', () => importWhole(server, table));
    after = Math.max(after, await server.peak());
    await timed(round, 'COPY into the record', () => copy(client, 'actual', rows));
    await timed(round, 'COPY into a bare table', () => copy(client, 'bare', rows));
    // As the server does by itself within a minute.
    await client.query('TRUNCATE bare; ANALYZE actual');
  }
  await client.end();
  tellRatios(print, 'import', 'import', times);
  tellMemory(print, 'import', before, after);
}

const copy = (client: pg.Client, table: string, rows: Buffer): Promise<void> =>
  pipeline(Readable.from([rows]), client.query(from(`COPY ${table} (${COLUMNS}) FROM STDIN`)));

/** From the first byte sent to the last figure on record. Throws where it does not come to that. */
async function importWhole({ url, credentials }: BenchServer, table: Buffer): Promise<void> {
  const body = new FormData();
  body.append('file', new Blob([table]), 'figures.csv');
  const begun = await call<ImportView>(`${url}/api/v1/imports`, {
    method: 'POST',
    headers: credentials,
    body,
  });
  const path = `${url}/api/v1/imports/${begun.id}`;
  let seen = begun;
  while (['reading', 'judging'].includes(seen.state)) {
    await new Promise((later) => setTimeout(later, LOOK_EVERY_MS));
    seen = await call<ImportView>(path, { headers: credentials });
  }
  if (seen.counts?.new !== IMPORT_ROWS) throw new Error(JSON.stringify(seen));
  await call(`${path}/commit`, {
    method: 'POST',
    headers: { ...credentials, 'content-type': 'application/json' },
    body: JSON.stringify({ outcome: seen.outcome }),
  });
}

async function call<Body>(url: string, request: RequestInit): Promise<Body> {
  const response = await fetch(url, request);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return JSON.parse(text) as Body;
}
