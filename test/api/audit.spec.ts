import { parse } from 'csv-parse/sync';
import { recordEvents, SealEvents, SYSTEM } from '../../src/audit';
import { Transactions } from '../../src/platform/database';
import { TestApplication } from '../support/application';
import type { Signed } from '../support/people';

interface Event {
  id: string;
  action: string;
  subject: string;
  position: number | null;
}
interface List {
  items: Event[];
  nextCursor: string | null;
  errors?: { path: string }[];
}

describe('the audit trail over HTTP', () => {
  let test: TestApplication;
  let auditor: Signed;

  beforeEach(async () => {
    test = await TestApplication.start();
    auditor = await test.somebody('auditor');
    // What the start itself told of is not what these tests are about.
    await test.db.query(
      `SET session_replication_role = replica; TRUNCATE audit_event, audit_unsealed RESTART IDENTITY CASCADE; RESET session_replication_role`,
    );
    await test.app.get(Transactions).write((tx) =>
      recordEvents(tx, [
        { actor: SYSTEM, action: 'goal.closed', subject: 'G1', details: { verdict: '已完成' } },
        {
          actor: { name: '=王芳', personId: 7, accountId: 4, via: 'token', address: '10.0.0.9' },
          action: 'actual.logged',
          subject: '@x',
          details: { value: '1.50', note: 'Better "late"' },
        },
        { actor: SYSTEM, action: 'actual.accepted', subject: 'G1', details: {} },
      ]),
    );
    await test.app.get(SealEvents).execute();
  });

  afterEach(() => test.stop());

  const list = (query = '') => auditor.get<List>(`/audit-events?${query}`);
  const ids = async (query: string): Promise<string[]> => (await list(query)).body.items.map(({ id }) => id);
  const csv = async (query: string, language = 'zh-CN') => {
    const { status, headers, body } = await auditor.text(`/audit-events.csv?${query}`, {
      'accept-language': language,
    });
    return { status, type: headers.get('content-type'), text: body };
  };

  it('is listed newest first, with its place in the chain', async () => {
    const { status, body } = await list();
    expect([status, body.items.map(({ id, position }) => [id, position])]).toEqual([
      200,
      [
        ['3', 3],
        ['2', 2],
        ['1', 1],
      ],
    ]);
    expect(body.items[1]).toMatchObject({
      actor: '=王芳',
      personId: 7,
      accountId: 4,
      via: 'token',
      address: '10.0.0.9',
      action: 'actual.logged',
      subject: '@x',
      details: { value: '1.50', note: 'Better "late"' },
    });
  });

  it('pages by where the page before ended', async () => {
    const first = await list('limit=2&sort=id');
    expect(first.body.items.map(({ id }) => id)).toEqual(['1', '2']);
    const cursor = encodeURIComponent(first.body.nextCursor ?? '');
    const second = await list(`limit=2&sort=id&cursor=${cursor}`);
    expect([second.body.items.map(({ id }) => id), second.body.nextCursor]).toEqual([['3'], null]);
  });

  it.each<[string, string[]]>([
    ['from=2000-01-01T00:00:00Z', ['3', '2', '1']],
    ['from=2999-01-01T00:00:00Z', []],
    ['to=2000-01-01T00:00:00Z', []],
    ['to=2999-01-01T00:00:00%2B08:00', ['3', '2', '1']],
    ['actor=%E7%8E%8B', ['2']],
    ['actor=SYST', ['3', '1']],
    ['personId=7', ['2']],
    ['personId=8', []],
    ['action=actual.', ['3', '2']],
    ['action=actual.logged', ['2']],
    ['action=closed', []],
    ['subject=G1', ['3', '1']],
    ['subject=G', []],
    ['via=token', ['2']],
    ['text=late', ['2']],
    ['text=%E5%AE%8C%E6%88%90', ['1']],
    ['text=%25', []],
    ['subject=G1&action=goal', ['1']],
  ])('finds with %s', async (query, found) => {
    expect(await ids(query)).toEqual(found);
  });

  it.each([
    ['from=yesterday', 'from'],
    ['personId=x', 'personId'],
    ['via=pigeon', 'via'],
    ['text=', 'text'],
    ['limit=0', 'limit'],
    ['colour=red', 'colour'],
    ['sort=actor', 'sort'],
  ])('refuses %s', async (query, path) => {
    const { status, body } = await list(query);
    expect([status, body.errors?.map((error) => error.path)]).toEqual([400, [path]]);
  });

  it('leaves as CSV that starts no formula and holds what verifies it; the export is an event itself', async () => {
    const { status, type, text } = await csv('header=machine&action=a');
    expect([status, type]).toEqual([200, 'text/csv; charset=utf-8; header=present']);
    expect(text.split('\r\n')[0]).toBe(
      '\uFEFFid,at,actor,person_id,account_id,via,address,action,subject,details,position,sealed_at,hash',
    );
    const rows: Record<string, string>[] = parse(text, { columns: true, bom: true });
    expect(rows.map(({ id }) => id)).toEqual(['2', '3', '4']);
    expect(rows[0]).toMatchObject({
      actor: "'=王芳",
      person_id: '7',
      via: 'token',
      action: 'actual.logged',
      subject: "'@x",
      details: '{"note": "Better \\"late\\"", "value": "1.50"}',
      position: '2',
    });
    expect(rows[0]?.['hash']).toMatch(/^[0-9a-f]{64}$/);
    // Told before the first byte left, so it is in the file as well, not sealed yet.
    expect(rows[2]).toMatchObject({
      actor: auditor.login,
      person_id: String(auditor.personId),
      via: 'session',
      address: '127.0.0.1',
      action: 'audit.exported',
      details: '{"action": "a", "header": "machine"}',
      position: '',
      hash: '',
    });
    expect((await list('action=audit.exported')).body.items).toHaveLength(1);
  });

  it('speaks to people with a BOM in Chinese, without in English', async () => {
    const zh = (await csv('')).text;
    expect(zh.startsWith('\uFEFF编号,时间,操作人,')).toBe(true);
    expect((await csv('', 'en')).text.startsWith('Number,Time,Who,')).toBe(true);
    expect((await csv('lang=en&header=machine')).text.startsWith('id,at,')).toBe(true);
  });

  it('tells of no export that was refused', async () => {
    expect((await csv('via=pigeon')).status).toBe(400);
    expect((await csv('limit=5')).status).toBe(400);
    expect(await ids('action=audit.')).toEqual([]);
  });

  it('exports more than one batch, each event once', async () => {
    const many = Array.from({ length: 1_200 }, (_, n) => ({
      actor: SYSTEM,
      action: 'many.done',
      subject: String(n),
      details: {},
    }));
    await test.app.get(Transactions).write((tx) => recordEvents(tx, many));
    const rows: Record<string, string>[] = parse((await csv('header=machine&action=many.')).text, {
      columns: true,
      bom: true,
    });
    expect(rows.map(({ subject }) => subject)).toEqual(many.map(({ subject }) => subject));
  });

  it('says how far it is sealed', async () => {
    const chain = async () => (await auditor.get('/audit/chain')).body;
    expect(await chain()).toMatchObject({ position: 3, unsealed: 0, lastAnchor: { position: 3 } });
    await csv('');
    expect(await chain()).toMatchObject({ position: 3, unsealed: 1, lastAnchor: { position: 3 } });
  });
});
