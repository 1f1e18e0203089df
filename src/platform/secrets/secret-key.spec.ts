import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOrMakeSecretKey, SecretKeyDamaged } from './secret-key';

describe('the key of the installation', () => {
  let dataDirectory: string;

  beforeEach(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'duixian-key-'));
  });

  afterEach(async () => {
    await rm(dataDirectory, { recursive: true });
  });

  const bytes = async (secretKey: string | null = null): Promise<string> =>
    (await readOrMakeSecretKey({ dataDirectory, secretKey })).export().toString('base64');

  it('is made once, for its owner only, and then used again', async () => {
    const first = await bytes();
    expect(Buffer.from(first, 'base64')).toHaveLength(32);
    expect(await bytes()).toBe(first);
    expect((await stat(join(dataDirectory, 'secret.key'))).mode & 0o777).toBe(0o600);
    expect(await readdir(dataDirectory)).toEqual(['secret.key']);
  });

  it('is the same for all who ask at once', async () => {
    expect(new Set(await Promise.all([bytes(), bytes(), bytes()])).size).toBe(1);
  });

  it('is that of the settings where one is set, and then no file is made', async () => {
    const set = Buffer.alloc(32, 1).toString('base64');
    expect(await bytes(set)).toBe(set);
    expect(await readdir(dataDirectory)).toEqual([]);
  });

  it('is not replaced when its file is damaged', async () => {
    const file = join(dataDirectory, 'secret.key');
    await writeFile(file, 'c2hvcnQ=\n');
    await expect(bytes()).rejects.toThrow(SecretKeyDamaged);
    expect(await readFile(file, 'utf8')).toBe('c2hvcnQ=\n');
  });
});
