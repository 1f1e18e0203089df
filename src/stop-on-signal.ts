/** A clean stop takes less; past it the database recovers from its log at the next start. */
const STOP_WITHIN_MS = 9_000;

/** What a shell calls the end by each of them: 128 and the signal's number. */
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export interface Stop {
  /** Puts everything away. Where it fails, whoever it waited for has said so and the process is ending by itself. */
  readonly stop: () => Promise<void>;
  /** What cannot be cut short, so the time allowed begins after it. */
  readonly after?: Promise<unknown>;
  /** What a clean stop ends with, given what a shell would expect. */
  readonly exitCode?: (conventional: number) => number;
}

/**
 * Puts everything away on the first signal and ends the process. `npm` and the terminal both send the same one:
 * those that follow change nothing.
 */
export function stopOnSignal({ stop, after = Promise.resolve(), exitCode = (code) => code }: Stop): void {
  const limit = (): void => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  };
  let stopping = false;
  for (const [signal, conventional] of Object.entries(EXIT_CODES)) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      after.then(limit, limit);
      stop().then(
        () => process.exit(exitCode(conventional)),
        () => undefined,
      );
    });
  }
}
