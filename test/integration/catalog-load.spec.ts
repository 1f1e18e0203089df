import { CatalogContradicts } from '../../src/catalog';
import { told, tellLeftOut } from '../../src/command-texts';
import { ChangeNeedsReason, CodeMeansAnother } from '../../src/goals';
import { TestApplication } from '../support/application';

const QINGYANG = 'catalog/qingyang-2025.yaml';

describe('loading a catalog', () => {
  let test: TestApplication;

  beforeEach(async () => {
    test = await TestApplication.start();
    await test.loadCatalog(QINGYANG);
  });

  afterEach(() => test.stop());

  /** The content of every table, without what only says when. */
  async function everything(): Promise<unknown> {
    const tables = [
      'area',
      'department',
      'source',
      'speaker',
      'indicator',
      'series',
      'commitment',
      'goal',
      'goal_terms',
      'goal_stage',
      'catalog_terms',
      'goal_speaker',
      'programme',
      'programme_speaker',
      'programme_member',
      'actual',
      'catalog_load',
      'audit_event',
    ];
    return Promise.all(tables.map((table) => test.db.query(`SELECT * FROM ${table} ORDER BY 1, 2`)));
  }

  const terms = (code: string) =>
    test.db.query<Record<string, unknown>[]>(
      `SELECT t.version, t.target::text, t.effective_from::text, t.reason FROM goal_terms t JOIN commitment c ON c.id = t.goal_id
       WHERE c.code = $1 ORDER BY t.version`,
      [code],
    );

  it('records every commitment of the source', async () => {
    expect(await test.count(`goal WHERE parent_id IS NULL`)).toBe(26);
    expect(await test.count(`goal WHERE parent_id IS NOT NULL`)).toBe(8);
    expect(await test.count('programme')).toBe(5);
    expect(await test.count('actual')).toBe(8);
    expect(await test.count('area')).toBe(9);
  });

  it('changes nothing when it is loaded again', async () => {
    const before = await everything();
    const { changes } = await test.loadCatalog(QINGYANG);
    expect(Object.values(changes).every(({ added, updated }) => added + updated === 0)).toBe(true);
    expect(await everything()).toEqual(before);
  });

  it('changes nothing when it is loaded twice at once', async () => {
    const before = await everything();
    await Promise.all([test.loadCatalog(QINGYANG), test.loadCatalog(QINGYANG)]);
    expect(await everything()).toEqual(before);
  });

  const lowered = (text: string): string => {
    expect(text).toMatch(/code: G08\b[\s\S]*?target: 1265\b/);
    return text.replace(/(code: G08\b[\s\S]*?target: )1265\b/, '$11250');
  };

  it('refuses a changed promise without a reason, and keeps all as it was', async () => {
    const before = await everything();
    await expect(test.loadCatalog(QINGYANG, lowered)).rejects.toThrow(ChangeNeedsReason);
    expect(await everything()).toEqual(before);
  });

  it('makes a changed promise a new version with the reason given, never an overwrite', async () => {
    const { changes } = await test.loadCatalog(QINGYANG, lowered, '市政府常务会议调整');
    expect(changes['terms']).toEqual({ added: 0, updated: 1 });
    const versions = await terms('G08');
    expect(versions).toMatchObject([
      { version: 1, target: '1265' },
      { version: 2, target: '1250', reason: '市政府常务会议调整' },
    ]);
    await test.loadCatalog(QINGYANG, lowered);
    expect(await terms('G08')).toEqual(versions);
  });

  it('takes reason and day from the file where the file says them', async () => {
    const said = (text: string): string =>
      `${lowered(text)}\nchange: {reason: 文件说明, document: 〔2025〕2号, effective_from: 2025-10-01}\n`;
    await test.loadCatalog(QINGYANG, said);
    expect((await terms('G08'))[1]).toMatchObject({ effective_from: '2025-10-01', reason: '文件说明' });
  });

  it('changes the members of an each-area goal with it', async () => {
    const two = (text: string): string => text.replace(/(code: G21\b[\s\S]*?target: )1\b/, '$12');
    await test.loadCatalog(QINGYANG, two, '加码');
    const members = await test.db.query<{ target: string }[]>(
      `SELECT t.target::text FROM goal g JOIN goal_terms t ON t.goal_id = g.id AND t.version = 2 WHERE g.parent_id IS NOT NULL`,
    );
    expect(members.map(({ target }) => target)).toEqual(Array(8).fill('2'));
  });

  it('gives a new area below its member of an each-area goal', async () => {
    const trial =
      "areas:\n  - { code: '621090', name_zh: 试验区, name_en: Trial District, level: county, parent: '621000' }\n";
    const more = (text: string): string => text.replace(/^areas:\n/m, trial);
    const { changes } = await test.loadCatalog(QINGYANG, more);
    expect(changes['members']).toMatchObject({ added: 1 });
    expect((await terms('G21-621090'))[0]).toMatchObject({ version: 1, target: '1' });
  });

  it('lets a programme lose a member without forgetting that it had it', async () => {
    const lost = (text: string): string => text.replace(/members: \[G24, G25, G26\]/, 'members: [G24, G25]');
    await test.loadCatalog(QINGYANG, lost);
    const members = await test.db.query<{ code: string; gone: boolean }[]>(
      `SELECT g.code, m.removed_at IS NOT NULL AS gone FROM programme_member m JOIN commitment g ON g.id = m.goal_id
       JOIN commitment p ON p.id = m.programme_id WHERE p.code = 'P2' ORDER BY 1`,
    );
    expect(members).toEqual([
      { code: 'G24', gone: false },
      { code: 'G25', gone: false },
      { code: 'G26', gone: true },
    ]);
  });

  it('does not take back what was changed in the product since', async () => {
    await test.changePromise('G08', { effectiveFrom: '2025-09-01', reason: '调整', target: '1240' });
    await test.loadCatalog(QINGYANG);
    expect(await terms('G08')).toHaveLength(2);
  });

  describe('beside what was changed in the product since', () => {
    const promised = { effectiveFrom: '2025-09-01', reason: '调整' };
    const later = (text: string): string => text.replace(/(code: G08\b[\s\S]*?year: )2025\b/, '$12026');
    const dates = (code: string) =>
      test.db.query<Record<string, unknown>[]>(
        `SELECT t.target::text, t.deadline::text, t.author FROM goal_terms t JOIN commitment c ON c.id = t.goal_id
         WHERE c.code = $1 ORDER BY t.version DESC LIMIT 1`,
        [code],
      );

    it('takes over only what the file says anew, and says it once', async () => {
      await test.changePromise('G08', { ...promised, target: '1240' });
      const year = (text: string): string => {
        expect(later(text)).not.toBe(text);
        return later(text);
      };
      const { changes } = await test.loadCatalog(QINGYANG, year, '延期');
      expect(changes['terms']).toEqual({ added: 0, updated: 1 });
      expect(await dates('G08')).toEqual([
        { target: '1240', deadline: '2026-12-31', author: expect.stringMatching(/^catalog /) as string },
      ]);
      await test.loadCatalog(QINGYANG, year, '延期');
      expect(await terms('G08')).toHaveLength(3);
    });

    it('takes no reason where the file only says what is promised already', async () => {
      await test.changePromise('G08', { ...promised, target: '1250' });
      await test.loadCatalog(QINGYANG, lowered);
      expect(await terms('G08')).toHaveLength(2);
      await test.changePromise('G08', { ...promised, target: '1230' });
      await test.loadCatalog(QINGYANG, lowered);
      expect((await terms('G08')).map(({ target }) => target)).toEqual(['1265', '1250', '1230']);
    });

    it('refuses what was changed to something else, naming goal, field and line', async () => {
      await test.changePromise('G08', { ...promised, target: '1240' });
      const before = await everything();
      let line = 0;
      const edit = (text: string): string => {
        line = lowered(text).split('target: 1250')[0]?.split('\n').length ?? 0;
        return lowered(text);
      };
      const refused: unknown = await test
        .loadCatalog(QINGYANG, edit, '调低')
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(CatalogContradicts);
      expect((refused as CatalogContradicts).contradictions).toMatchObject([
        { code: 'G08', field: 'target', why: 'meanwhile', given: '1250', recorded: '1240', place: { line } },
      ]);
      for (const language of ['zh-CN', 'en'] as const)
        expect(told(language, refused)).toMatch(/\d+:\d+ goals\[\d+\]\.target .*G08.*1250.*1240/);
      expect(await everything()).toEqual(before);
    });

    it('refuses what would put the days of the promise out of order', async () => {
      await test.changePromise('G01', { ...promised, startOn: '2025-10-01' });
      const sooner = (text: string): string =>
        text.replace(/(code: G01\b[\s\S]*?deadline: )2025-12-31\b/, '$12025-09-30');
      const refused: unknown = await test
        .loadCatalog(QINGYANG, sooner, '提前')
        .catch((error: unknown) => error);
      expect((refused as CatalogContradicts).contradictions).toMatchObject([
        { code: 'G01', field: 'deadline', why: 'together', given: '2025-09-30' },
      ]);
    });

    it('finds the deadline where the file gives a year', async () => {
      await test.changePromise('G08', { ...promised, deadline: '2026-06-30' });
      const refused: unknown = await test
        .loadCatalog(QINGYANG, later, '延期')
        .catch((error: unknown) => error);
      expect(told('en', refused)).toMatch(
        /goals\[\d+\]\.year G08: the file now says 2026-12-31 for deadline/,
      );
    });
  });

  it('refuses another meaning of an indicator, naming code, field and line', async () => {
    const before = await everything();
    const other = (text: string): string =>
      text
        .replace(/(code: crude-oil\b[\s\S]*?entry_mode: )ytd/, '$1monthly')
        .replace(/(code: racks\b[\s\S]*?unit: )\S+/, '$1pieces');
    const refused: unknown = await test.loadCatalog(QINGYANG, other).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CatalogContradicts);
    expect((refused as CatalogContradicts).contradictions).toMatchObject([
      {
        code: 'racks',
        field: 'unit',
        why: 'fixed',
        given: 'pieces',
        place: { path: expect.stringMatching(/^indicators\[\d+\]\.unit$/) as string },
      },
    ]);
    expect(told('en', refused)).toMatch(/^.*\n\d+:\d+ indicators\[\d+\]\.unit racks: unit is/);
    expect(await everything()).toEqual(before);
  });

  it('names what the file no longer holds, and lets it go on', async () => {
    const without = (text: string): string =>
      text.replace(/ {2}- code: G10\n(?: {4}.*\n)+/, '').replace(/ {2}- code: P2\n(?: {4}.*\n)+/, '');
    const { changes, leftOut } = await test.loadCatalog(QINGYANG, without);
    expect(leftOut).toEqual(['G10', 'P2']);
    expect(Object.values(changes).every(({ added, updated }) => added + updated === 0)).toBe(true);
    expect((await test.get('/goals/G10')).status).toBe(200);
    expect(tellLeftOut('en', leftOut)).toContain('G10 P2');
    expect((await test.loadCatalog(QINGYANG)).leftOut).toEqual([]);
  });

  it('corrects a stated figure that the file now states differently', async () => {
    await test.loadCatalog(QINGYANG, (text) => text.replace(/value: 1214\.54$/m, 'value: 1214.55'), '勘误');
    const revisions = await test.db.query<Record<string, unknown>[]>(
      `SELECT a.revision, a.kind, a.value::text, a.reason FROM actual a JOIN series s ON s.id = a.series_id JOIN indicator i ON i.id = s.indicator_id
       WHERE i.code = 'crude-oil' ORDER BY 1`,
    );
    expect(revisions).toMatchObject([
      { revision: 1, kind: 'entry', value: '1214.54' },
      { revision: 2, kind: 'correction', value: '1214.55', reason: '勘误' },
    ]);
  });

  it('keeps the note of a stated figure in both languages', async () => {
    const stated = await test.get<{ items: unknown[] }>('/actuals?indicator=racks');
    expect(stated.body.items).toMatchObject([
      {
        note: '整个集群的数据，集群位于西峰区。',
        noteEn: 'For the whole cluster, which lies in Xifeng District.',
      },
    ]);
  });

  it('keeps two catalogs side by side, and refuses one that calls by a known code what is another goal', async () => {
    await test.loadCatalog('catalog/example-education.yaml');
    expect(await test.count('source')).toBe(2);
    const before = await everything();
    const elsewhere = (text: string): string =>
      text.replace(/(code: G08\b[\s\S]*?area: )'621000'/, "$1'621002'");
    const edited = test.loadCatalog(QINGYANG, elsewhere, 'x');
    await expect(edited).rejects.toThrow(CodeMeansAnother);
    expect(await everything()).toEqual(before);
  });
});
