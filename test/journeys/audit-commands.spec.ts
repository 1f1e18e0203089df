import { generateKeyPairSync } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATOR, recordEvents } from '../../src/audit';
import { run } from '../support/process';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';
import { TestTrail } from '../support/trail';

describe('npm run audit', () => {
  let trail: TestTrail;
  let folder: string;
  const file = (name: string): string => join(folder, name);
  const audit = (...args: string[]) =>
    run(['audit', ...args], {
      DATABASE_URL: trail.database.appUrl,
      DATABASE_OWNER_URL: trail.database.url,
      DUIXIAN_LANG: 'en',
    });
  const keys = async (name: string): Promise<void> => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    await writeFile(file(`${name}.pem`), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(file(`${name}.pub`), publicKey.export({ type: 'spki', format: 'pem' }));
  };

  beforeEach(async () => {
    trail = await TestTrail.start();
    folder = await temporaryFolder('audit');
    await keys('own');
    await keys('other');
  });

  afterEach(async () => {
    await trail.stop();
    await removeFolder(folder);
  });

  it('anchors, verifies, refuses another key, and names the first bad record with exit code 1', async () => {
    const actor = { ...OPERATOR, name: 'Wang' };
    const events = Array.from({ length: 5 }, (_, n) => ({
      actor,
      action: 'test.done',
      subject: String(n),
      details: { n },
    }));
    await trail.one.transactions.write((tx) => recordEvents(tx, events));

    const taken = await audit('anchor', '--key', file('own.pem'), '-o', file('anchor.json'));
    // The sixth is what the start of the command itself told: the working calendar is seeded.
    expect([taken.code, taken.output]).toEqual([0, expect.stringContaining('Anchor of place 6 written to')]);
    const kept = await readFile(file('anchor.json'), 'utf8');
    const again = await audit('anchor', '--key', file('own.pem'), '-o', file('anchor.json'));
    expect([again.code, await readFile(file('anchor.json'), 'utf8')]).toEqual([1, kept]);

    const anchored = ['verify', '--anchor', file('anchor.json'), '--public-key'];
    // The seventh is that the anchor was handed out.
    expect(await audit(...anchored, file('own.pub'))).toMatchObject({
      code: 0,
      output: expect.stringContaining('7 sealed events verified') as string,
    });
    expect(await audit(...anchored, file('other.pub'))).toMatchObject({
      code: 1,
      output: expect.stringContaining('signed by another key') as string,
    });
    expect(await audit('verify', '--anchor', file('anchor.json'))).toMatchObject({
      code: 1,
      output: expect.stringContaining('--public-key') as string,
    });

    // Without an anchor it says what it cannot know.
    const plain = await audit('verify');
    expect([plain.code, plain.output]).toEqual([0, expect.stringContaining('--anchor and --public-key')]);
    expect(plain.output).not.toContain('more numbers');
    await trail.db.query(`SELECT setval('audit_event_id_seq', 100)`);
    expect(await audit('verify')).toMatchObject({
      code: 0,
      output: expect.stringContaining('more numbers were given out') as string,
    });

    await trail.tamper(`UPDATE audit_event SET actor = 'Li' WHERE id = 3`);
    const found = await audit('verify');
    expect(found.code).toBe(1);
    expect(found.output).toMatch(/2 events from the first on are right/);
    expect(found.output).toMatch(/place 3, event 3, time \d{4}-\S+Z, by Li, action test\.done/);
  });
});
