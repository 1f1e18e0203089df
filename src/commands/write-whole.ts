import { rmSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { print, refusal } from './output';

/**
 * Writes the lines as they come. A file is there whole or not at all, however the command ends short of kill -9;
 * `-` is the standard output. Throws OutputUnusable by the name that was given, ReaderGone, or what `cut` says.
 */
export async function writeWhole(
  file: string,
  lines: AsyncIterable<string | Buffer>,
  cut: AbortSignal,
): Promise<void> {
  if (file === '-') return writeAll(lines, print, cut);
  // A device or a pipe is written to, never replaced.
  if (!(await isReplaceable(file))) return writeTo(file, file, lines, cut);
  const partial = `${file}.${process.pid}.part`;
  const remove = (): void => {
    rmSync(partial, { force: true });
  };
  process.on('exit', remove);
  try {
    await writeTo(partial, file, lines, cut);
    await rename(partial, file).catch(unusable(file));
  } finally {
    remove();
    process.off('exit', remove);
  }
}

async function isReplaceable(file: string): Promise<boolean> {
  const there = await stat(file).catch(() => null);
  return there === null || there.isFile();
}

/** Problems are told of `file`, whatever the path really written is called. */
async function writeTo(
  path: string,
  file: string,
  lines: AsyncIterable<string | Buffer>,
  cut: AbortSignal,
): Promise<void> {
  const handle = await open(path, 'w').catch(unusable(file));
  try {
    await writeAll(lines, (text) => handle.writeFile(text).catch(unusable(file)), cut);
  } finally {
    await handle.close();
  }
}

async function writeAll(
  lines: AsyncIterable<string | Buffer>,
  write: (text: string | Buffer) => Promise<void>,
  cut: AbortSignal,
): Promise<void> {
  for await (const text of lines) {
    cut.throwIfAborted();
    await write(text);
  }
}

function unusable(file: string): (error: unknown) => never {
  return (error) => {
    throw refusal(file, error);
  };
}
