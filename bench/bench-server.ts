import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { digestOf } from '../src/access/secrets';
import type { BenchDatabase } from './bench-database';
import type { Asked } from './server';

interface Answer {
  readonly url?: string;
  readonly peak?: number;
  readonly error?: string;
}

/** The heap that `npm start` gives the program. */
const AS_STARTED = ['--max-old-space-size=1024'];

/** The application on a database, in a process of its own whose memory is watched, and somebody signed in to it. */
export class BenchServer {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
    /** What every request carries. */
    readonly credentials: Readonly<Record<string, string>>,
  ) {}

  /** `over` ends it early. */
  static async start(database: BenchDatabase, over: AbortSignal): Promise<BenchServer> {
    const process = fork(join(__dirname, 'server.js'), { signal: over, execArgv: AS_STARTED });
    // Told to whoever waits for an answer of it.
    process.on('error', () => undefined);
    try {
      const { url = '' } = await ask(process, { serve: database.url });
      return new BenchServer(process, url, await signIn(database));
    } catch (error) {
      process.kill();
      throw error;
    }
  }

  /** The most memory the process had since this was last asked, in bytes. */
  async peak(): Promise<number> {
    return (await ask(this.process, { peak: true })).peak ?? NaN;
  }

  stop(): void {
    this.process.kill();
  }
}

async function ask(server: ChildProcess, question: Asked): Promise<Answer> {
  server.send(question);
  const asked = new AbortController();
  const { signal } = asked;
  const gone = once(server, 'exit', { signal }).then(() => [{ error: 'the server ended' }]);
  const [answer] = (await Promise.race([once(server, 'message', { signal }), gone])) as [Answer];
  // Whoever did not win the race listens no more.
  asked.abort();
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

/** A supervisor with a session, put into the database as a sign-in would leave it. */
async function signIn({ db }: BenchDatabase): Promise<Record<string, string>> {
  const secret = randomBytes(32).toString('base64url');
  await db.query(
    `WITH one AS (INSERT INTO person (name) VALUES ('bench') RETURNING id),
       held AS (INSERT INTO role_grant (person_id, role, granted_by) SELECT id, 'supervisor', 'bench' FROM one),
       opened AS (INSERT INTO account (person_id, login) SELECT id, 'bench' FROM one RETURNING id)
     INSERT INTO session (digest, account_id, csrf_token, address) SELECT $1, id, 'bench', '127.0.0.1' FROM opened`,
    [digestOf(secret)],
  );
  return { cookie: `__Host-duixian=${secret}`, 'x-csrf-token': 'bench' };
}
