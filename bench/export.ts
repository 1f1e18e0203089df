import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { digestOf } from '../src/access/secrets';
import { type BenchDatabase, createBenchDatabase } from './bench-database';
import { fillLedger, LEDGER_ROWS } from './ledger-world';
import type { Asked } from './server';

type Print = (line: string) => void;

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
    const server = fork(join(__dirname, 'server.js'), { signal: over });
    // Told to whoever waits for an answer of it.
    server.on('error', () => undefined);
    try {
      await measure(server, database, print);
    } finally {
      server.kill();
    }
  } finally {
    await database.drop();
  }
}

async function measure(server: ChildProcess, database: BenchDatabase, print: Print): Promise<void> {
  const { url = '' } = await ask(server, { serve: database.url });
  const cookie = await signIn(database);
  const knownAt = await momentOf(database);
  const query = `${CLOCKS}&knownAt=${knownAt}`;
  const ways: Way[] = [
    { name: 'report', path: `/api/v1/reports/actuals.csv?lang=zh-CN&${query}`, lines: LEDGER_ROWS + 1 },
    { name: 'COPY of the same rows', path: `/copy?of=rows&${query}`, lines: LEDGER_ROWS },
    { name: 'COPY of the bare table', path: `/copy?of=table&${query}`, lines: LEDGER_ROWS },
  ];
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const before = await ask(server, { peak: true });
  const times = new Map<string, number[]>(ways.map(({ name }) => [name, []]));
  // One round that is not counted, then all ways in turn: what disturbs one disturbs the others.
  for (let round = 0; round <= ROUNDS; round += 1)
    for (const { name, path, lines } of ways) {
      const time = await read(new URL(path, url), { agent, cookie, lines });
      if (round > 0) times.get(name)?.push(time);
    }
  agent.destroy();
  const after = await ask(server, { peak: true });
  tell(print, times, (after.peak ?? 0) - (before.peak ?? 0));
}

function tell(print: Print, times: ReadonlyMap<string, readonly number[]>, grown: number): void {
  const report = median(times.get('report') ?? []);
  for (const [name, all] of times) {
    const own = median(all);
    const ratio = name === 'report' ? '' : `  report takes ${(report / own).toFixed(2)} times as long`;
    print(`export: ${name.padEnd(24)} ${(own / 1000).toFixed(2)} s${ratio}`);
  }
  print(`export: memory of the process grew by ${(grown / 1024 ** 2).toFixed(0)} MB at most`);
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;

interface Reading {
  readonly agent: Agent;
  readonly cookie: string;
  readonly lines: number;
}

/** Reads an answer to its end and throws it away; milliseconds from asking. Throws where lines are missing. */
async function read(url: URL, { agent, cookie, lines }: Reading): Promise<number> {
  const began = performance.now();
  const found = await new Promise<number>((resolve, reject) => {
    get(url, { agent, headers: { cookie } }, (answer) => {
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

interface Answer {
  readonly url?: string;
  readonly peak?: number;
  readonly error?: string;
}

async function ask(server: ChildProcess, asked: Asked): Promise<Answer> {
  server.send(asked);
  const gone = once(server, 'exit').then(() => [{ error: 'the server ended' }]);
  const [answer] = (await Promise.race([once(server, 'message'), gone])) as [Answer];
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

/** A leader with a session, put into the database as a sign-in would leave it. */
async function signIn({ db }: BenchDatabase): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await db.query(
    `WITH one AS (INSERT INTO person (name) VALUES ('bench') RETURNING id),
       held AS (INSERT INTO role_grant (person_id, role, granted_by) SELECT id, 'leader', 'bench' FROM one),
       opened AS (INSERT INTO account (person_id, login) SELECT id, 'bench' FROM one RETURNING id)
     INSERT INTO session (digest, account_id, csrf_token, address) SELECT $1, id, 'bench', '127.0.0.1' FROM opened`,
    [digestOf(secret)],
  );
  return `__Host-duixian=${secret}`;
}

async function momentOf({ db }: BenchDatabase): Promise<string> {
  const [{ at }] = await db.query<[{ at: string }]>(
    `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
  );
  return at;
}
