import { EvidenceTest, MEBIBYTE, NO_TRACES, openUpload, sendEndless } from '../support/evidence';
import { office, ole, pdf, png, zip } from '../support/evidence-files';
import { removeFolder } from '../support/temporary-folder';

const MAX_BYTES = 2 * MEBIBYTE;

describe('what cannot be evidence', () => {
  let evidence: EvidenceTest;

  beforeAll(async () => {
    evidence = await EvidenceTest.start({ maxBytes: MAX_BYTES });
  });

  afterAll(async () => {
    await evidence.test.stop();
    await removeFolder(evidence.folder);
  });

  afterEach(async () => {
    expect(await evidence.traces()).toEqual(NO_TRACES);
  });

  const refusal = async (content: Buffer | string, name: string): Promise<string> => {
    const { status, body } = await evidence.upload(content, name);
    expect(status).toBe(400);
    return body.errors.map(({ path, code, message }) => `${path} ${code} ${message}`).join();
  };

  it.each([
    ['a page', '<!DOCTYPE html><script>alert(1)</script>', 'a.pdf', 'evidence.not_accepted', 'html'],
    ['a page behind spaces', '\ufeff  <HTML>', 'a.html', 'evidence.not_accepted', 'html'],
    [
      'a drawing with a script',
      '<?xml version="1.0"?><svg onload="x()"/>',
      'a.svg',
      'evidence.not_accepted',
      'svg',
    ],
    ['a shell script', '#!/bin/sh\nrm -rf /\n', 'a.png', 'evidence.not_accepted', 'script'],
    ['a text', 'a,b\n1,2\n', 'a.csv', 'evidence.not_accepted', 'txt'],
    ['a program of Windows', Buffer.from(`MZ${'\0'.repeat(200)}`), 'a.pdf', 'evidence.not_accepted', 'exe'],
    [
      'a program of Linux',
      Buffer.from(`\u007fELF${'\u0002\0'.repeat(40)}`),
      'a.docx',
      'evidence.not_accepted',
      'elf',
    ],
    ['an archive', zip([{ name: 'a.txt' }]), 'a.docx', 'evidence.not_accepted', 'zip'],
    [
      'an office package without its main part',
      zip([{ name: '[Content_Types].xml' }, { name: '_rels/.rels' }]),
      'a.docx',
      'evidence.not_accepted',
      'zip',
    ],
    [
      'an archive cut off',
      office('word/document.xml').subarray(0, -30),
      'a.docx',
      'evidence.not_accepted',
      'zip',
    ],
    [
      'a package with a foreign end',
      Buffer.concat([office('word/document.xml'), Buffer.from('tail')]),
      'a.docx',
      'evidence.not_accepted',
      'zip',
    ],
    [
      'a program behind a package',
      Buffer.concat([Buffer.from('MZ'), office('word/document.xml')]),
      'a.docx',
      'evidence.not_accepted',
      'exe',
    ],
    ['an installer', ole(['Property', 'File']), 'a.doc', 'evidence.not_accepted', 'ole'],
    [
      'a compound file cut off',
      ole(['WordDocument']).subarray(0, 600),
      'a.doc',
      'evidence.not_accepted',
      'ole',
    ],
    ['an encrypted package', ole(['EncryptionInfo', 'EncryptedPackage']), 'a.docx', 'evidence.encrypted', ''],
    [
      'an encrypted archive',
      zip([{ name: 'word/document.xml', encrypted: true }]),
      'a.docx',
      'evidence.encrypted',
      '',
    ],
    [
      'a document with macros',
      office('word/document.xml', { name: 'word/vbaProject.bin' }),
      'a.docx',
      'evidence.macros',
      '',
    ],
    [
      'an old document with macros',
      ole(['Macros', 'WordDocument'], ['VBA', '_VBA_PROJECT']),
      'a.doc',
      'evidence.macros',
      '',
    ],
    ['noise', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]), 'a.pdf', 'evidence.unrecognised', ''],
    ['nothing', '', 'a.pdf', 'evidence.empty', ''],
    ['a picture called PDF', png(), 'a.pdf', 'evidence.misnamed', 'png'],
    ['a sheet called a text', office('xl/workbook.xml'), 'a.docx', 'evidence.misnamed', 'xlsx'],
    ['a document called a program', pdf(), 'a.exe', 'evidence.misnamed', 'pdf'],
    ['an ending that reads backwards', pdf(), 'a\u202efdp.exe', 'evidence.misnamed', 'pdf'],
  ])('refuses %s, says what it is, and keeps nothing', async (_what, content, name, code, found) => {
    const told = await refusal(content, name);
    expect(told).toContain(`file ${code} `);
    expect(told).toContain(found);
  });

  it('refuses anything but one file called file', async () => {
    const two = new FormData();
    two.append('file', new Blob([pdf()]), 'a.pdf');
    two.append('file', new Blob([pdf()]), 'b.pdf');
    const another = new FormData();
    another.append('upload', new Blob([pdf()]), 'a.pdf');
    const field = new FormData();
    field.append('personId', '2');
    field.append('file', new Blob([pdf()]), 'a.pdf');
    const type = { 'content-type': 'multipart/form-data; boundary=x' };
    for (const [body, headers] of [
      [two, {}],
      [another, {}],
      [field, {}],
      [new FormData(), {}],
      ['--x--\r\n', type],
      ['not multipart at all', type],
      ['--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4', type],
      ['{"file":"x"}', { 'content-type': 'application/json' }],
    ] as const) {
      const { status, body: answer } = await evidence.submit(body, headers);
      expect(status).toBe(400);
      expect(answer.errors[0]?.code).toMatch(/^evidence\.(one_file|cut_short)$/);
    }
  });

  it('is the only thing that takes a multipart body', async () => {
    const form = new FormData();
    form.append('value', '1');
    const response = await fetch(`${evidence.test.baseUrl}/actuals`, {
      method: 'POST',
      headers: evidence.as.credentials,
      body: form,
    });
    expect(response.status).toBe(415);
  });

  it('is refused once it is too large, though nobody knew how large it would be', async () => {
    const { status, sent } = await sendEndless(evidence, 512 * MEBIBYTE);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(256 * MEBIBYTE);
  });

  it('leaves nothing when it is cut off on its way', async () => {
    const upload = openUpload(evidence);
    upload.write(Buffer.concat([pdf(), Buffer.alloc(500_000)]));
    while (evidence.files().length === 0) await pause();
    upload.destroy();
    while (evidence.files().length > 0) await pause();
  });
});

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, 10));
