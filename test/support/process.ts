import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const READY = /http:\/\/127\.0\.0\.1:\d+\/api\/docs/;

/** A suite asks more in a minute than anybody may. */
const UNLIMITED = { RATE_LIMIT_ANONYMOUS: '0', RATE_LIMIT_ACCOUNT: '0', RATE_LIMIT_SIGN_IN: '0' };

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** The built program as a process of its own, or as `npm` runs it, with an environment that holds only what is said here. */
export class Program {
  output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<Ended>;

  constructor(
    script: 'main' | 'cli' | 'npm',
    args: readonly string[],
    settings: Readonly<Record<string, string>>,
  ) {
    const environment = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PORT: '0',
      ...UNLIMITED,
      ...settings,
    };
    const command = script === 'npm' ? 'npm' : process.execPath;
    const file = script === 'npm' ? [] : [resolve(ROOT, `dist/src/${script}.js`)];
    this.child = spawn(command, [...file, ...args], { cwd: ROOT, env: environment });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.ended = once(this.child, 'close').then(([code, signal]) => ({
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      output: this.output,
    }));
  }

  /** The address of the API once the program says it serves. Throws with its output when it ends before. */
  async serving(): Promise<string> {
    for (;;) {
      const address = READY.exec(this.output)?.[0];
      if (address !== undefined) return address.replace('/docs', '');
      const ended = await Promise.race([
        this.ended,
        new Promise<null>((later) =>
          setTimeout(() => {
            later(null);
          }, 50),
        ),
      ]);
      if (ended !== null) throw new Error(`ended before it served: ${ended.output}`);
    }
  }

  /** Resolves once the output holds this. Throws with the output when the program ends before. */
  async says(text: string): Promise<void> {
    while (!this.output.includes(text)) {
      if (this.child.exitCode !== null) throw new Error(`ended before it said ${text}: ${this.output}`);
      await new Promise((later) => setTimeout(later, 20));
    }
  }

  /** The reader of the standard output goes away, as `head` does. */
  stopReading(): void {
    this.child.stdout?.destroy();
  }

  kill(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return this.ended;
  }

  finished(): Promise<Ended> {
    return this.ended;
  }
}

/** Runs one command to its end. */
export function run(args: readonly string[], settings: Readonly<Record<string, string>>): Promise<Ended> {
  return new Program('cli', args, settings).finished();
}
