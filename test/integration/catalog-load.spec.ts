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
