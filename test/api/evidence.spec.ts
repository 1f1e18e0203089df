import { createHash } from 'node:crypto';
import type { Role } from '../../src/domain/access';
import { anActual, type Answer } from '../support/application';
import { EvidenceTest, MEBIBYTE, sendEndless } from '../support/evidence';
import { gif, jpeg, office, ole, pdf, png, webp, zip } from '../support/evidence-files';
import { removeFolder } from '../support/temporary-folder';

const MAX_BYTES = 2 * MEBIBYTE;
const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

describe('evidence', () => {
  let evidence: EvidenceTest;

  beforeEach(async () => {
    evidence = await EvidenceTest.start({ maxBytes: MAX_BYTES });
  });

  afterEach(async () => {
    await evidence.test.stop();
    await removeFolder(evidence.folder);
  });

  it('is kept as it was handed in, and given back to be saved', async () => {
    const content = pdf('六月');
    const { status, headers, body } = await evidence.upload(content, '六月 月报.pdf');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: '六月 月报.pdf',
      mediaType: 'application/pdf',
      bytes: content.length,
      digest: sha256(content),
      scan: 'not_scanned',
      uploadedBy: evidence.as.login,
    });
    expect(headers.get('location')).toBe(`/api/v1/evidence/${body.id}`);
    expect((await evidence.test.get(`/evidence/${body.id}`)).body).toEqual(body);
    const given = await evidence.content(body.id);
    expect(given.bytes.equals(content)).toBe(true);
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(content.length),
      'content-disposition': `attachment; filename="__ __.pdf"; filename*=UTF-8''%E5%85%AD%E6%9C%88%20%E6%9C%88%E6%8A%A5.pdf`,
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      etag: `"${body.digest}"`,
    });
  });

  it('lies where only the application can read it, and leaves a trace', async () => {
    const { body } = await evidence.upload(pdf());
    const { digest } = body;
    expect(evidence.files()).toEqual([
      { path: `${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`, mode: 0o600 },
    ]);
    expect(await evidence.traces()).toEqual({ files: 1, rows: 1, arrivals: 0, uploads: 1 });
    const [event] = await evidence.test.db.query<[{ actor: string; person_id: number; details: object }]>(
      `SELECT actor, person_id, details FROM audit_event WHERE subject = $1`,
      [body.id],
    );
    expect(event).toMatchObject({
      actor: evidence.as.login,
      person_id: evidence.as.personId,
      details: { digest, name: '月报.pdf' },
    });
  });

  it('is kept once however often it is handed in, each time on record', async () => {
    const first = await evidence.upload(pdf(), 'a.pdf');
    evidence.as = evidence.test.other;
    const second = await evidence.upload(pdf(), 'b.pdf');
    expect(second.body.id).not.toBe(first.body.id);
    expect(await evidence.traces()).toEqual({ files: 1, rows: 2, arrivals: 0, uploads: 2 });
  });

  it('counts once when one request is sent twice with its key', async () => {
    const key = { 'idempotency-key': 'upload-1' };
    const first = await evidence.upload(pdf(), 'a.pdf', key);
    expect((await evidence.upload(pdf(), 'a.pdf', key)).body).toEqual(first.body);
    expect((await evidence.upload(pdf('other'), 'a.pdf', key)).status).toBe(422);
    expect(await evidence.test.count('evidence_file')).toBe(1);
  });

  it('may be as large as the setting says, and not a byte larger', async () => {
    const fill = (bytes: number): Buffer => Buffer.concat([pdf(), Buffer.alloc(bytes - pdf().length)]);
    const largest = await evidence.upload(fill(MAX_BYTES));
    expect(largest.body.bytes).toBe(MAX_BYTES);
    expect((await evidence.content(largest.body.id)).bytes.equals(fill(MAX_BYTES))).toBe(true);
    const { status, body } = await evidence.upload(fill(MAX_BYTES + 1));
    expect([status, body.code]).toEqual([413, 'evidence.too_large']);
    expect(await evidence.traces()).toEqual({ files: 1, rows: 1, arrivals: 0, uploads: 1 });
  });

  it('never lies in memory as a whole', async () => {
    await evidence.test.stop();
    evidence = await EvidenceTest.start({ maxBytes: 128 * MEBIBYTE });
    const memory = () => process.memoryUsage().arrayBuffers;
    const before = memory();
    let most = 0;
    const { status, sent } = await sendEndless(evidence, 96 * MEBIBYTE, () => {
      most = Math.max(most, memory() - before);
    });
    expect({ status, sent }).toEqual({ status: 201, sent: 96 * MEBIBYTE });
    expect(most).toBeLessThan(64 * MEBIBYTE);
  });
});

describe('evidence by its content', () => {
  let evidence: EvidenceTest;

  beforeAll(async () => {
    evidence = await EvidenceTest.start({ maxBytes: MAX_BYTES });
  });

  afterAll(async () => {
    await evidence.test.stop();
    await removeFolder(evidence.folder);
  });

  it.each([
    ['a.pdf', pdf(), 'application/pdf'],
    ['a.PNG', png(), 'image/png'],
    ['a.jpeg', jpeg(), 'image/jpeg'],
    ['a.gif', gif(), 'image/gif'],
    ['a.webp', webp(), 'image/webp'],
    [
      'a.docx',
      office('word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    [
      'a.xlsx',
      office('xl/workbook.xml'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    [
      'a.pptx',
      office('ppt/presentation.xml'),
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    ['a.ofd', zip([{ name: 'OFD.xml' }, { name: 'Doc_0/Document.xml' }]), 'application/ofd'],
    ['a.doc', ole(['\u0005SummaryInformation', 'WordDocument', '1Table']), 'application/msword'],
    ['a.wps', ole(['a', 'b', 'c', 'd', 'e', 'WordDocument']), 'application/msword'],
    ['a.xls', ole(['Workbook']), 'application/vnd.ms-excel'],
    ['a.ppt', ole(['PowerPoint Document']), 'application/vnd.ms-powerpoint'],
    ['a.doc', ole(['ObjectPool', 'WordDocument'], ['Workbook']), 'application/msword'],
  ])('%s of its own kind is taken', async (name, content, mediaType) => {
    const { status, body } = await evidence.upload(content, name);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name, mediaType, digest: sha256(content) });
  });

  it('without an ending gets the right one', async () => {
    expect((await evidence.upload(png(), '照片')).body.name).toBe('照片.png');
    expect((await evidence.upload(png(), '../../\u202e.')).body.name).toBe('evidence.png');
  });

  it.each(['00000000-0000-4000-8000-000000000000', '1', `x'--`, '..%2f..%2fetc%2fpasswd'])(
    'is not there under %s',
    async (id) => {
      for (const path of [`/evidence/${id}`, `/evidence/${id}/content`])
        expect((await evidence.test.get(path)).status).toBe(404);
    },
  );
});

describe('evidence attached to a figure', () => {
  let evidence: EvidenceTest;
  let day = 0;

  beforeAll(async () => {
    evidence = await EvidenceTest.start();
    await evidence.test.loadCatalog('catalog/qingyang-2025.yaml');
    await evidence.test.loadCatalog('catalog/example-education.yaml');
  });

  afterAll(async () => {
    await evidence.test.stop();
    await removeFolder(evidence.folder);
  });

  interface Logged {
    id: string;
    evidence: object[];
    errors: { path: string; code: string }[];
  }

  /** Logs another day's figure of the racks, with these files. */
  const log = (ids: string[], by = evidence.test.me): Promise<Answer<Logged>> =>
    by.post<Logged>(
      '/actuals',
      anActual({
        period: `2025-06-${String(++day).padStart(2, '0')}`,
        value: String(60_000 + day),
        evidence: ids,
      }),
    );

  it('is named by it, in a correction by its own', async () => {
    evidence.as = evidence.test.me;
    const first = (await evidence.upload(pdf('a'), 'a.pdf')).body;
    const second = (await evidence.upload(png(), 'b.png')).body;
    const ref = ({ id, name, mediaType, bytes, digest }: typeof first) => ({
      id,
      name,
      mediaType,
      bytes,
      digest,
    });
    const logged = await log([second.id, first.id, first.id.toUpperCase()]);
    expect([logged.status, logged.body.evidence]).toEqual([201, [ref(first), ref(second)]]);
    await evidence.test.accept(logged);
    const { headers, body } = await evidence.test.get<Logged>(`/actuals/${logged.body.id}`);
    expect(body.evidence).toEqual([ref(first), ref(second)]);
    const corrected = await evidence.test.post<Logged>(
      `/actuals/${logged.body.id}/corrections`,
      { value: '60009', reason: '核对', evidence: [second.id] },
      { 'if-match': headers.get('etag') ?? '' },
    );
    expect([corrected.status, corrected.body.evidence]).toEqual([201, [ref(second)]]);
  });

  it('must be one’s own, and there, or nothing is recorded', async () => {
    evidence.as = evidence.test.me;
    const mine = (await evidence.upload(pdf('a'))).body.id;
    evidence.as = evidence.test.other;
    const theirs = (await evidence.upload(pdf('b'))).body.id;
    const before = [await evidence.test.count('actual_evidence'), await evidence.test.count('actual')];
    const { status, body } = await log([mine, theirs, '00000000-0000-4000-8000-000000000000']);
    expect([status, body.errors.map(({ path, code }) => `${path} ${code}`)]).toEqual([
      400,
      [1, 2].map((at) => `evidence.${at} evidence.unknown`),
    ]);
    for (const ids of [Array.from({ length: 21 }, () => mine), [mine, `' OR 1=1 --`]])
      expect((await log(ids)).body.errors).toMatchObject([{ path: 'evidence', code: 'field.evidence_ids' }]);
    expect([await evidence.test.count('actual_evidence'), await evidence.test.count('actual')]).toEqual(
      before,
    );
  });

  it.each<[string, Role, { department?: string; area?: string }, number]>([
    ['a supervisor', 'supervisor', {}, 200],
    ['the department of the goal', 'reviewer', { department: 'gov-xifeng' }, 200],
    ['another department', 'reviewer', { department: 'education-bureau' }, 404],
    ['the department in another area', 'official', { department: 'gov-xifeng', area: '621022' }, 404],
  ])('is seen by who may read the figure: %s', async (_who, role, limits, expected) => {
    evidence.as = evidence.test.me;
    const { id } = (await evidence.upload(pdf())).body;
    evidence.as = await evidence.test.somebody(role, limits);
    expect((await evidence.as.get(`/evidence/${id}`)).status).toBe(404);
    expect((await log([id])).status).toBe(201);
    expect((await evidence.as.get(`/evidence/${id}`)).status).toBe(expected);
    expect((await evidence.content(id)).status).toBe(expected);
  });
});
