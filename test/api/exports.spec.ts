import { pdf } from '../support/evidence-files';
import { EvidenceTest } from '../support/evidence';
import type { TestApplication } from '../support/application';
import { removeFolder } from '../support/temporary-folder';

interface Told {
  readonly action: string;
  readonly subject: string;
  readonly person_id: number | null;
  readonly details: Record<string, unknown>;
}

describe('what leaves the system', () => {
  let evidence: EvidenceTest;
  let test: TestApplication;

  beforeAll(async () => {
    evidence = await EvidenceTest.start();
    ({ test } = evidence);
    await test.loadCatalog('catalog/qingyang-2025.yaml');
  });

  afterAll(async () => {
    await test.stop();
    await removeFolder(evidence.folder);
  });

  const told = (action: string) =>
    test.db.query<Told[]>(
      `SELECT action, subject, person_id, details FROM audit_event WHERE action = $1 ORDER BY id`,
      [action],
    );

  it('is told to the trail where it is a report, with what was asked for', async () => {
    const official = await test.somebody('official', { department: 'gov-xifeng' });
    const path = '/reports/progress.csv?header=machine&lang=en&asOf=2025-08-31&department=gov-xifeng';
    expect((await official.text(path)).status).toBe(200);
    const [event, ...more] = await told('report.exported');
    expect(event).toMatchObject({
      subject: 'progress.csv',
      person_id: official.personId,
      details: {
        asOf: '2025-08-31',
        knownAt: expect.stringMatching(/^\d{4}-/) as string,
        language: 'en',
        header: 'machine',
        department: 'gov-xifeng',
        reach: [{ departments: [expect.any(Number)], areas: null }],
      },
    });
    expect(more).toEqual([]);
  });

  it.each(['xlsx', 'zip'])('is told with the face that was asked for: %s', async (face) => {
    expect((await test.file(`/reports/summary.${face}?asOf=2025-08-31`)).status).toBe(200);
    expect((await told('report.exported')).at(-1)).toMatchObject({ subject: `summary.${face}` });
  });

  it.each([
    ['/bulletins/departments/gov-xifeng.html', 'bulletins/departments/gov-xifeng.html'],
    ['/bulletins/departments/gov-xifeng.pdf', 'bulletins/departments/gov-xifeng.pdf'],
    ['/bulletins/departments/gov-xifeng.docx', 'bulletins/departments/gov-xifeng.docx'],
    ['/interchange/results.xml', 'results.xml'],
    ['/interchange/results.json', 'results.json'],
  ])('is told where it is %s', async (path, subject) => {
    expect((await test.text(`${path}?asOf=2025-08-31`)).status).toBe(200);
    expect((await told('report.exported')).at(-1)).toMatchObject({
      subject,
      person_id: test.me.personId,
      details: { asOf: '2025-08-31', reach: 'everywhere' },
    });
  });

  it('is told also where the reader goes away after the first bytes', async () => {
    const before = (await told('report.exported')).length;
    const leave = new AbortController();
    const response = await fetch(`${test.baseUrl}/reports/progress.csv`, {
      headers: test.me.credentials,
      signal: leave.signal,
    });
    await response.body?.getReader().read();
    leave.abort();
    expect(await told('report.exported')).toHaveLength(before + 1);
  });

  it('is not told where nothing leaves', async () => {
    const before = (await told('report.exported')).length;
    expect((await test.get('/reports/nothing.csv')).status).toBe(404);
    expect((await test.get('/reports/progress.csv?asOf=tomorrow')).status).toBe(400);
    expect(await told('report.exported')).toHaveLength(before);
  });

  it('is told where it is the content of a file', async () => {
    const { body: file } = await evidence.upload(pdf());
    expect(await told('evidence.downloaded')).toEqual([]);
    expect((await evidence.content(file.id)).status).toBe(200);
    expect((await evidence.content('4b0cd3a6-0000-4000-8000-000000000000')).status).toBe(404);
    expect(await told('evidence.downloaded')).toEqual([
      {
        action: 'evidence.downloaded',
        subject: file.id,
        person_id: test.me.personId,
        details: { name: file.name, bytes: file.bytes, digest: file.digest },
      },
    ]);
  });
});
