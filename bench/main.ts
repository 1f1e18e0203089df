import { benchExport } from './export';
import { benchImport } from './import';

/** Whatever hangs is ended: no benchmark takes as long on any machine. */
const MOST_MINUTES = 15;

/** Measures what a test must not: how long things take. Prints ratios, drops what it made, and ends by itself. */
async function main(): Promise<void> {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      interrupted.abort();
    });
  const over = AbortSignal.any([interrupted.signal, AbortSignal.timeout(MOST_MINUTES * 60_000)]);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  await benchExport(print, over);
  await benchImport(print, over);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
