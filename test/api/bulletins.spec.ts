import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { TestApplication } from '../support/application';
import { has, hasWordProcessor, pdfPages, pdfPicture, printedByLibreOffice } from '../support/documents';
import type { Signed } from '../support/people';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';

const HOSTILE = `<script>alert("1")</script>&'西峰`;
const FACES = ['html', 'pdf', 'docx'] as const;
const withPoppler = has('pdftoppm') ? it : it.skip;
const withLibreOffice = hasWordProcessor() ? it : it.skip;

/** A reader of PDF may take a break of a line for a blank. */
const squeezed = (text: string): string => text.replace(/\s+/g, '');

describe('bulletins', () => {
  let test: TestApplication;
  let official: Signed;
  let knownAt: string;

  beforeAll(async () => {
    test = await TestApplication.start();
    await test.loadCatalog('catalog/qingyang-2025.yaml', (text) =>
      text.replace('name_zh: 标准机架', `name_zh: '${HOSTILE.replace(/'/g, "''")}'`),
    );
    await test.db.query(`INSERT INTO department (code, name_zh, name_en, area_id)
      SELECT 'a.b-c_d.pdf', '甲', 'A', id FROM area WHERE code = '621022'`);
    await test.logAccepted({ period: '2025-06-30', value: '62000' });
    await test.logAccepted({ indicator: 'villages', period: '2025-06-30', value: '46' });
    await test.settled();
    official = await test.somebody('official', { department: 'gov-xifeng' });
    const [{ at }] = await test.db.query<[{ at: string }]>(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
    );
    knownAt = at;
  });

  afterAll(() => test.stop());

  const address = (of: string, rest = ''): string =>
    `/bulletins/${of}?asOf=2025-08-31&knownAt=${knownAt}&lang=zh-CN${rest}`;

  async function bytes(of: string, who: Signed = test.me): Promise<Buffer> {
    const response = await fetch(`${test.baseUrl}${address(of)}`, { headers: who.credentials });
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  }

  it('is a page that needs nothing else and lets nothing run', async () => {
    const { headers, body } = await test.text(address('departments/gov-xifeng.html'));
    const style = /<style>([^]*)<\/style>/.exec(body)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none';style-src 'sha256-${digest}'`,
    );
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-disposition')).toContain(
      'inline; filename="bulletin-gov-xifeng-2025-08-31.html"',
    );
    expect(body).not.toMatch(/<script|<link|<img|\sstyle=|\son\w+=|url\(|@import|https?:/);
    expect(body).toContain('@page { size: A4 portrait');
    expect(body).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;西峰');
  });

  it('says the same in all three faces', async () => {
    const { body } = await test.text(address('departments/gov-xifeng.html'));
    const said = [
      '西峰区人民政府承诺兑现进度通报',
      '（截至2025年8月31日）',
      '孙文江',
      // 31,000 of 69,000 of the way by day 181 of 365, and no figure of the others.
      '（滞后，欠4.66个百分点）',
      '进度44.93%',
      '62,000架',
      '至2025年9月30日没有到期的目标和阶段目标。',
      '数字经济产值',
      '“—”表示没有数据或不适用，不是零。',
    ];
    const pdf = squeezed(pdfPages(await bytes('departments/gov-xifeng.pdf')).join(''));
    const word = Buffer.from(
      unzipSync(await bytes('departments/gov-xifeng.docx'))['word/document.xml'] ?? [],
    ).toString('utf8');
    for (const one of said) {
      expect(squeezed(body.replace(/<[^>]*>/g, ''))).toContain(one);
      expect(pdf).toContain(one);
      expect(squeezed(word.replace(/<[^>]*>/g, ''))).toContain(one);
    }
    expect(pdf).toContain(squeezed(HOSTILE));
    expect(word).toContain('&lt;script&gt;');
  });

  it('goes on over more pages with its head again, the summary on the first', async () => {
    const pages = pdfPages(await bytes('departments/gov-qingyang.pdf')).map(squeezed);
    expect(pages.length).toBeGreaterThan(1);
    pages.forEach((page, index) => {
      expect(page).toContain('目标值/期限');
      expect(page).toContain(`第${index + 1}页，共${pages.length}页`);
      expect(page.includes('总体情况')).toBe(index === 0);
    });
    const word = unzipSync(await bytes('departments/gov-qingyang.docx'))['word/document.xml'] ?? [];
    expect(Buffer.from(word).toString('utf8')).toContain('<w:tblHeader');
  });

  it('lists of an each-area goal the areas for its programme, and the goal for the department', async () => {
    const { body: programme } = await test.text(address('programmes/P5.html'));
    expect(programme).toContain('列入本通报的目标共 8 项，其中灰灯 8 项。');
    expect(programme).toContain('G21-621002 西峰区人民政府');
    const { body: city } = await test.text(address('departments/gov-qingyang.html'));
    expect(city).toContain('8 项中 0 项兑现');
    expect(city).not.toContain('G21-621002');
  });

  it.each(FACES)('is the same to the byte whenever %s is asked for by the same clocks', async (face) => {
    const before = await bytes(`departments/gov-xifeng.${face}`);
    await test.logAccepted({ period: `2025-07-${10 + FACES.indexOf(face)}`, value: '63000' });
    expect((await bytes(`departments/gov-xifeng.${face}`)).equals(before)).toBe(true);
  });

  it('speaks English where asked to', async () => {
    const answer = await test.text(
      `/bulletins/programmes/P1.html?asOf=2025-08-31&knownAt=${knownAt}&lang=en`,
    );
    expect(answer.body).toContain('Double hundred thousand: progress of the programme');
    expect(answer.body).toContain('Members achieved: 0 of 2.');
  });

  it('takes codes with dots, dashes and underscores', async () => {
    for (const face of FACES) await bytes(`departments/a.b-c_d.pdf.${face}`);
  });

  it.each([
    ['a department that is not there', 'departments/gov-nowhere.html'],
    ['a programme that is not there', 'programmes/P99.pdf'],
    ['a goal, which is no programme', 'programmes/G01.docx'],
    ['a programme, which is no department', 'departments/P1.html'],
    ['something else', 'areas/621000.html'],
    ['another face', 'departments/gov-xifeng.xls'],
    ['what is no code', 'departments/%00.html'],
  ])('answers 404 for %s', async (_what, of) => {
    const { status, body } = await test.get<{ code: string }>(address(of));
    expect(status).toBe(404);
    expect(body.code).toMatch(/^(.*not_found|bulletin.nothing|http.404)$/);
  });

  it('answers 404 for a department and a programme out of reach', async () => {
    for (const face of FACES)
      for (const hidden of ['departments/gov-qingyang', 'departments/gov-ning', 'programmes/P3'])
        expect([hidden, (await official.get(address(`${hidden}.${face}`))).status]).toEqual([hidden, 404]);
  });

  it('shows within reach, and says how many are not', async () => {
    await bytes('departments/gov-xifeng.pdf', official);
    const { body } = await official.text(address('programmes/P5.html'));
    expect(body).toContain('另有 7 项目标不在您的查看范围内，未列入。');
    expect(body).toContain('G21-621002');
    expect(body).not.toContain('G21-621021');
  });

  it.each([
    ['asOf', 'asOf=2025-02-30'],
    ['knownAt', 'knownAt=2099-01-01T00:00:00Z'],
    ['lang', 'lang=fr'],
    ['colour', 'colour=red'],
  ])('refuses what is wrong with %s', async (field, query) => {
    const { status, body } = await test.get<{ errors: { path: string }[] }>(
      `/bulletins/departments/gov-xifeng.pdf?${query}`,
    );
    expect([status, body.errors.map(({ path }) => path)]).toEqual([400, [field]]);
  });

  withPoppler(
    'is a picture with ink on it, and the marks in their colours (poppler, where installed)',
    async () => {
      const picture = pdfPicture(await bytes('departments/gov-qingyang.pdf'));
      const pixels = picture.subarray(picture.length - 413 * 585 * 3);
      const colours = new Set<string>();
      for (let at = 0; at + 2 < pixels.length; at += 3)
        colours.add(pixels.subarray(at, at + 3).toString('hex'));
      expect(picture.subarray(0, 2).toString()).toBe('P6');
      for (const mark of ['c98a00', '1f5fbf']) expect(colours).toContain(mark);
    },
  );

  withLibreOffice('opens in a word processor (LibreOffice, where installed)', async () => {
    const folder = await temporaryFolder('word');
    try {
      const printed = printedByLibreOffice(await bytes('departments/gov-qingyang.docx'), folder);
      const pages = pdfPages(printed).map(squeezed);
      expect(pages[0]).toContain('庆阳市人民政府承诺兑现进度通报');
      for (const page of pages) expect(page).toContain('目标值/期限');
      expect(pages.join('')).toContain('带动型农户');
    } finally {
      await removeFolder(folder);
    }
  });
});
