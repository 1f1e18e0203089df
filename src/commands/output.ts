/** Whoever read the output has read enough (`report -o - | head`): the end of the command, and no failure. */
export class ReaderGone extends Error {}

/** The output cannot be written. `file` is as the user named it, `-` for the standard output. */
export class OutputUnusable extends Error {
  constructor(
    readonly file: string,
    readonly reason: string,
    cause: unknown,
  ) {
    super(`${file}: ${reason}`, { cause });
  }
}

/** What cannot be written is told to whoever writes; the event of the stream must not end the process besides. */
export function listenToOutputs(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}

/** Resolves once the standard output has taken the text or the bytes. Throws ReaderGone or OutputUnusable. */
export function print(text: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error == null) resolve();
      else reject(refusal('-', error));
    });
  });
}

/** Why the output did not take what was written. */
export function refusal(file: string, error: unknown): ReaderGone | OutputUnusable {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return reason === 'EPIPE' ? new ReaderGone() : new OutputUnusable(file, reason, error);
}
