import { Agent, get } from 'node:http';
import { type BenchDatabase, createBenchDatabase } from './bench-database';
import { BenchServer } from './bench-server';
import { fillLedger, LEDGER_ROWS } from './ledger-world';
import { type Print, tellMemory, tellRatios } from './ratios';

const ROUNDS = 5;
const CLOCKS = 'asOf=2026-01-31';

/** What is measured: the report, and what PostgreSQL itself gives through the same port and connection. */
interface Way {
  readonly name: string;
  readonly path: string;
  /** Lines it must have. */
  readonly lines: number;
}

/**
 * The ledger of 300,000 revisions as CSV through HTTP, as a ratio to COPY TO through the same connection. `over` ends
 * it early; the database is dropped in any case.
 */
export async function benchExport(print: Print, over: AbortSignal): Promise<void> {
  const database = await createBenchDatabase();
  try {
    print(`export: ${LEDGER_ROWS} revisions are made`);
    await fillLedger(database.db);
    over.throwIfAborted();
    const server = await BenchServer.start(database, over);
    try {
      await measure(server, database, print);
    } finally {
      server.stop();
    }
  } finally {
    await database.drop();
  }
}

async function measure(server: BenchServer, database: BenchDatabase, print: Print): Promise<void> {
  const { url, credentials } = server;
  const knownAt = await momentOf(database);
  const query = `${CLOCKS}&knownAt=${knownAt}`;
  const ways: Way[] = [
    { name: 'report', path: `/api/v1/reports/actuals.csv?lang=zh-CN&${query}`, lines: LEDGER_ROWS + 1 },
    { name: 'COPY of the same rows', path: `/copy?of=rows&${query}`, lines: LEDGER_ROWS },
    { name: 'COPY of the bare table', path: `/copy?of=table&${query}`, lines: LEDGER_ROWS },
  ];
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const before = await server.peak();
  const times = new Map<string, number[]>(ways.map(({ name }) => [name, []]));
  // One round that is not counted, then all ways in turn: what disturbs one disturbs the others.
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const { name, path, lines } of ways) {
      const time = await read(new URL(path, url), { agent, credentials, lines });
      if (round > 0) times.get(name)?.push(time);
    }
  agent.destroy();
  tellRatios(print, 'export', 'report', times);
  tellMemory(print, 'export', before, await server.peak());
}

interface Reading {
  readonly agent: Agent;
  readonly credentials: BenchServer['credentials'];
  readonly lines: number;
}

/** Reads an answer to its end and throws it away; milliseconds from asking. Throws where lines are missing. */
async function read(url: URL, { agent, credentials, lines }: Reading): Promise<number> {
  const began = performance.now();
  const found = await new Promise<number>((resolve, reject) => {
    get(url, { agent, headers: credentials }, (answer) => {
      let ends = 0;
      answer.on('data', (bytes: Buffer) => {
        for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) ends += 1;
      });
      answer.on('end', () => {
        resolve(answer.statusCode === 200 ? ends : -1);
      });
      answer.on('error', reject);
    }).on('error', reject);
  });
  if (found !== lines) throw new Error(`${url.pathname} gave ${found} lines instead of ${lines}`);
  return performance.now() - began;
}

async function momentOf({ db }: BenchDatabase): Promise<string> {
  const [{ at }] = await db.query<[{ at: string }]>(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
  );
  return at;
}
