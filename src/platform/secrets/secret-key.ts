import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config';

const KEY_BYTES = 32;

/** The file in the data folder does not hold a key; making another would lose what the first encrypted. */
export class SecretKeyDamaged extends Error {
  constructor(readonly file: string) {
    super(`no key in ${file}`);
  }
}

/**
 * The key of the settings, else the one in the data folder, made there once for its owner's eyes only. Call it
 * after the database is open: who the data folder belongs to is decided while it is empty.
 */
export async function readOrMakeSecretKey(
  config: Pick<Config, 'secretKey' | 'dataDirectory'>,
): Promise<KeyObject> {
  if (config.secretKey !== null) return createSecretKey(config.secretKey, 'base64');
  const file = join(config.dataDirectory, 'secret.key');
  const text = (await read(file)) ?? (await make(config.dataDirectory, file));
  const bytes = Buffer.from(text.trim(), 'base64');
  if (bytes.length !== KEY_BYTES) throw new SecretKeyDamaged(file);
  return createSecretKey(bytes);
}

async function read(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Whole or not at all, also when two processes start at once: the one that comes second takes the first's. */
async function make(directory: string, file: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(KEY_BYTES).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft);
  }
  return readFile(file, 'utf8');
}

const isCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
