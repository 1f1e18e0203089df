import { appendFileSync, chmodSync, existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { type BadContent, SweepEvidence, VerifyEvidence } from '../../src/evidence';
import { EvidenceTest, MEBIBYTE, NO_TRACES } from '../support/evidence';
import { EICAR, pdf } from '../support/evidence-files';
import { FakeClamd } from '../support/fake-clamd';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';

const placeOf = (digest: string): string => `${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`;
const large = (mark: string): Buffer => Buffer.concat([pdf(mark), Buffer.alloc(7 * MEBIBYTE, mark)]);

let evidence: EvidenceTest;

const stop = async (): Promise<void> => {
  await evidence.test.stop();
  await removeFolder(evidence.folder);
};

const verify = async (): Promise<{ checked: number; bad: string[] }> => {
  const bad: BadContent[] = [];
  const checked = await evidence.test.app.get(VerifyEvidence).execute((found) => bad.push(found));
  return { checked, bad: bad.map(({ content, because }) => `${content.id} ${because}`) };
};

const sweep = (): Promise<void> => evidence.test.app.get(SweepEvidence).sweep();

describe('evidence in a folder', () => {
  beforeEach(async () => {
    evidence = await EvidenceTest.start();
  });

  afterEach(stop);

  it('that was changed or lost behind the application is told, and never given out', async () => {
    const sound = (await evidence.upload(pdf('sound'))).body;
    const changed = (await evidence.upload(pdf('changed'))).body;
    const long = (await evidence.upload(large('a'))).body;
    const lost = (await evidence.upload(pdf('lost'))).body;
    expect(await verify()).toEqual({ checked: 4, bad: [] });
    const path = (digest: string): string => join(evidence.folder, placeOf(digest));
    writeFileSync(path(changed.digest), pdf('chanGed'));
    appendFileSync(path(long.digest), 'x');
    rmSync(path(lost.digest));
    for (const { id } of [changed, lost]) {
      const { status, body } = await evidence.test.get(`/evidence/${id}/content`);
      expect([status, body['code']]).toEqual([500, 'evidence.damaged']);
    }
    // Too long to be looked at first: it breaks off before it is whole.
    await expect(evidence.content(long.id)).rejects.toThrow();
    expect((await evidence.content(sound.id)).bytes.equals(pdf('sound'))).toBe(true);
    const { checked, bad } = await verify();
    expect(checked).toBe(4);
    expect(bad.sort()).toEqual([`${changed.id} changed`, `${long.id} changed`, `${lost.id} missing`].sort());
  });

  it('is whole again once the same content is handed in again', async () => {
    const { body } = await evidence.upload(pdf());
    writeFileSync(join(evidence.folder, placeOf(body.digest)), 'x');
    await evidence.upload(pdf());
    expect(await verify()).toEqual({ checked: 1, bad: [] });
  });

  it('that cannot be written is told and leaves nothing', async () => {
    // Where the folder should be is a file: refused for root as well.
    rmSync(evidence.folder, { recursive: true });
    writeFileSync(evidence.folder, '');
    const { status, body } = await evidence.upload(pdf());
    expect([status, body.code]).toEqual([503, 'evidence.store_unavailable']);
    expect(await evidence.test.count('evidence_file')).toBe(0);
  });

  it('cannot be changed on record by the application or anybody', async () => {
    await evidence.upload(pdf());
    for (const sql of [
      `UPDATE evidence_file SET name = 'x'`,
      'DELETE FROM evidence_file',
      'TRUNCATE evidence_file CASCADE',
      'DELETE FROM actual_evidence',
    ])
      await expect(evidence.test.db.query(sql)).rejects.toMatchObject({ code: 'DX001' });
    expect(await evidence.test.count('evidence_file')).toBe(1);
  });

  it('leaves nothing of an upload whose process died, and touches no other', async () => {
    const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
    const incoming = join(evidence.folder, 'incoming');
    mkdirSync(incoming);
    const part = (from: string, pid: number, mark: string): string =>
      join(incoming, `${from}-${pid}-00000000-0000-4000-8000-00000000000${mark}.part`);
    const dead = part(host, 2 ** 30, '1');
    const before = part(host, process.pid, '2');
    const running = part(host, process.ppid, '3');
    const elsewhere = part('0123456789ab', 1, '4');
    const stale = part('0123456789ab', 1, '5');
    const foreign = join(incoming, 'README');
    for (const path of [dead, before, running, elsewhere, stale, foreign]) writeFileSync(path, 'x');
    utimesSync(stale, 1, 1);
    utimesSync(foreign, 1, 1);
    await sweep();
    expect([dead, before, running, elsewhere, stale, foreign].map((path) => existsSync(path))).toEqual([
      false,
      false,
      true,
      true,
      false,
      true,
    ]);
  });

  it('leaves no content that a crash put there before its row', async () => {
    const kept = (await evidence.upload(pdf('kept'))).body;
    const arrive = (digest: string, age: string): Promise<unknown> =>
      evidence.test.db.query(`INSERT INTO evidence_arrival VALUES ($1, $2, now() - $3::interval)`, [
        digest,
        placeOf(digest),
        age,
      ]);
    const orphan = 'a'.repeat(64);
    const recent = 'b'.repeat(64);
    for (const digest of [orphan, recent]) {
      mkdirSync(join(evidence.folder, placeOf(digest), '..'), { recursive: true });
      writeFileSync(join(evidence.folder, placeOf(digest)), 'x');
    }
    await arrive(orphan, '2 hours');
    await arrive(recent, '1 minute');
    await arrive(kept.digest, '2 hours');
    await sweep();
    const there = (digest: string): boolean => existsSync(join(evidence.folder, placeOf(digest)));
    expect([orphan, recent, kept.digest].map(there)).toEqual([false, true, true]);
    expect(await evidence.test.count('evidence_arrival')).toBe(1);
  });
});

describe('evidence in an S3 store', () => {
  let server: S3rver;
  let folder: string;
  let endpoint: string;

  beforeAll(async () => {
    folder = await temporaryFolder('s3');
    chmodSync(folder, 0o700);
    const options = { address: '127.0.0.1', port: 0, silent: true, directory: folder };
    server = new S3rver({ ...options, configureBuckets: [{ name: 'evidence' }] });
    endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  });

  afterAll(async () => {
    await server.close();
    await removeFolder(folder);
  });

  const start = async (bucket = 'evidence'): Promise<void> => {
    const s3 = { endpoint, bucket, region: 'us-east-1', accessKey: 'S3RVER', secretKey: 'S3RVER' };
    evidence = await EvidenceTest.start({ s3 });
  };

  afterEach(stop);

  it.each([
    ['small', pdf('small')],
    ['of several parts', large('b')],
  ])('is kept there and given back: %s', async (_size, content) => {
    await start();
    const { status, body } = await evidence.upload(content);
    expect(status).toBe(201);
    expect((await evidence.content(body.id)).bytes.equals(content)).toBe(true);
    expect(evidence.files()).toEqual([]);
    expect(await verify()).toEqual({ checked: 1, bad: [] });
    rmSync(join(folder, 'evidence', `${placeOf(body.digest)}._S3rver_object`));
    expect((await verify()).bad).toEqual([`${body.id} missing`]);
  });

  it('that is away is told, and leaves nothing but a notice for the sweep', async () => {
    await start('another-bucket');
    const { status, body } = await evidence.upload(pdf());
    expect([status, body.code]).toEqual([503, 'evidence.store_unavailable']);
    expect(await evidence.traces()).toEqual({ ...NO_TRACES, arrivals: 1 });
  });
});

describe('evidence and the virus scanner', () => {
  let clamd: FakeClamd;

  const start = async (verdict?: string | null): Promise<void> => {
    clamd = await FakeClamd.start(verdict);
    evidence = await EvidenceTest.start({ clamd: clamd.address });
  };

  afterEach(stop);

  it('is marked clean when the scanner has seen all of it', async () => {
    await start();
    const content = large('c');
    const { body } = await evidence.upload(content);
    expect(body.scan).toBe('clean');
    expect(clamd.scanned).toEqual([content.length]);
    await clamd.stop();
  });

  it('is refused when infected; what was sent is gone, that it was sent is not', async () => {
    await start();
    const { status, body } = await evidence.upload(pdf(EICAR));
    expect([status, body.code]).toEqual([422, 'evidence.infected']);
    expect(body.title).toContain('Eicar-Test-Signature');
    expect(await evidence.traces()).toEqual(NO_TRACES);
    const [event] = await evidence.test.db.query<{ person_id: number; details: object }[]>(
      `SELECT person_id, details FROM audit_event WHERE action = 'evidence.refused'`,
    );
    expect(event).toMatchObject({
      person_id: evidence.as.personId,
      details: { virus: 'Eicar-Test-Signature' },
    });
    await clamd.stop();
  });

  it.each([
    ['does not know', 'INSTREAM size limit exceeded. ERROR\0'],
    ['says half a word', 'stream: O'],
    ['hangs up', null],
  ])('is refused for now when the scanner %s', async (_what, verdict) => {
    await start(verdict);
    const { status, body } = await evidence.upload(pdf());
    expect([status, body.code]).toEqual([503, 'evidence.scanner_unavailable']);
    expect(await evidence.traces()).toEqual(NO_TRACES);
    await clamd.stop();
  });

  it('is refused for now when there is no scanner where one should be', async () => {
    await start();
    await clamd.stop();
    expect((await evidence.upload(pdf())).status).toBe(503);
    expect(await evidence.traces()).toEqual(NO_TRACES);
  });
});
