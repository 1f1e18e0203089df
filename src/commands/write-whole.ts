import { rmSync } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { print, refusal } from './output';

type Piece = string | Uint8Array;

/**
 * Writes the pieces as they come. A file is there whole or not at all, however the command ends short of kill -9;
 * `-` is the standard output. Throws OutputUnusable by the name that was given, ReaderGone, or what `cut` says.
 */
export async function writeWhole(
  file: string,
  pieces: AsyncIterable<Piece>,
  cut: AbortSignal,
): Promise<void> {
  if (file === '-') return writeAll(pieces, print, cut);
  // A device or a pipe is written to, never replaced.
  if (!(await isReplaceable(file))) return writeTo(file, file, pieces, cut);
  const partial = `${file}.${process.pid}.part`;
  const remove = (): void => {
    rmSync(partial, { force: true });
  };
  process.on('exit', remove);
  try {
    await writeTo(partial, file, pieces, cut);
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
  pieces: AsyncIterable<Piece>,
  cut: AbortSignal,
): Promise<void> {
  const handle = await open(path, 'w').catch(unusable(file));
  try {
    await writeAll(pieces, (piece) => handle.writeFile(piece).catch(unusable(file)), cut);
  } finally {
    await handle.close();
  }
}

async function writeAll(
  pieces: AsyncIterable<Piece>,
  write: (piece: Piece) => Promise<void>,
  cut: AbortSignal,
): Promise<void> {
  for await (const piece of pieces) {
    cut.throwIfAborted();
    await write(piece);
  }
}

function unusable(file: string): (error: unknown) => never {
  return (error) => {
    throw refusal(file, error);
  };
}
