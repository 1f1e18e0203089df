import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Said } from './holder-main';

/** Lets a bare node read our TypeScript; Jest's own transform ends at its own process. */
const READ_TYPESCRIPT = `
  const { readFileSync } = require('node:fs');
  const { transformSync } = require('@swc/core');
  require('node:module')._extensions['.ts'] = (module, filename) => {
    const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' };
    const options = { filename, jsc, module: { type: 'commonjs' }, configFile: false, swcrc: false };
    module._compile(transformSync(readFileSync(filename, 'utf8'), options).code, filename);
  };
  require(process.argv[1]);
`;

export interface Holder {
  readonly process: ChildProcess;
  /** Kinds of the events so far. */
  readonly events: string[];
  /** What came first of `ready` and `refused`. */
  readonly outcome: Promise<Exclude<Said, { said: 'event' }>>;
  readonly ended: Promise<unknown>;
}

const holders: Holder[] = [];

/** Runs a file of this folder in a process of its own, whose standard output is for the caller. */
export function runTypescript(
  file: string,
  args: string[],
  user?: { readonly uid: number; readonly gid: number },
): ChildProcessByStdio<null, Readable, null> {
  return spawn(process.execPath, ['-e', READ_TYPESCRIPT, join(__dirname, file), ...args], {
    cwd: join(__dirname, '../..'),
    ...user,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Starts an application or a command in a process of its own, as another user if wanted. */
export function hold(
  role: 'application' | 'command',
  directory: string,
  user?: { readonly uid: number; readonly gid: number },
): Holder {
  const child = runTypescript('holder-main.ts', [role, directory], user);
  const ended = once(child, 'exit');
  const events: string[] = [];
  const outcome = new Promise<Exclude<Said, { said: 'event' }>>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line) as Said;
      if (said.said === 'event') events.push(said.event.kind);
      else resolve(said);
    });
    ended.then(() => {
      reject(new Error('it ended without having held the database'));
    }, reject);
  });
  // Not every test waits for it.
  outcome.catch(() => undefined);
  const holder = { process: child, events, outcome, ended };
  holders.push(holder);
  return holder;
}

/** Its URLs; fails when it was refused. */
export async function ready(
  holder: Holder,
): Promise<{ ownerUrl: string; appUrl: string; directory: string }> {
  const outcome = await holder.outcome;
  if (outcome.said === 'refused') throw new Error(outcome.code);
  return outcome;
}

export async function end(holder: Holder, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  holder.process.kill(signal);
  await holder.ended;
}

export async function endAllHolders(): Promise<void> {
  await Promise.all(holders.splice(0).map((holder) => end(holder, 'SIGKILL')));
}
