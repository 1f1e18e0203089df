import { readFile } from 'node:fs/promises';

/** The text of a file that was named by hand; where it cannot be read, the error says which it was. */
export async function readWhole(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    // A folder opens like a file and only then cannot be read: that error does not say it by itself.
    throw error instanceof Error ? Object.assign(error, { path: file }) : error;
  }
}
