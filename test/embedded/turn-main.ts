import { mkdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inTurn } from '../../src/platform/embedded/start-turn';

export interface Appointments {
  readonly directory: string;
  /** Instants, in milliseconds, at which every process tries at once. */
  readonly at: readonly number[];
}

/** Ends with 0 when nobody else was ever inside at the same time: a folder can be made only once. */
async function main({ directory, at }: Appointments): Promise<void> {
  const inside = join(directory, 'inside');
  for (const instant of at) {
    await pause(Math.max(0, instant - Date.now() - 5));
    // A timer is late by more than the moment that matters here.
    while (Date.now() < instant);
    await inTurn(directory, 60_000, async () => {
      mkdirSync(inside);
      await pause(5);
      rmdirSync(inside);
    });
  }
}

void main(JSON.parse(process.argv.at(-1) ?? '') as Appointments);
