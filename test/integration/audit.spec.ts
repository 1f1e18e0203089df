import { OPERATOR, recordEvents, type Verified } from '../../src/audit';
import { type EventText, GENESIS, linkHash } from '../../src/audit/chain';
import type { Tx } from '../../src/platform/database';
import { TestTrail, type TrailReplica } from '../support/trail';

describe('the audit trail', () => {
  let test: TestTrail;

  beforeEach(async () => {
    test = await TestTrail.start();
  });

  afterEach(async () => {
    await test.stop();
  });

  const seal = (by = test.one): Promise<number> => by.seal.execute();
  const verify = (kept: { position: number; hash: string }[] = []): Promise<Verified> =>
    test.one.verify.execute(kept);
  const events = (subject: string, count = 1) =>
    Array.from({ length: count }, (_, n) => ({
      actor: { ...OPERATOR, name: '王芳' },
      action: 'test.done',
      subject: `${subject}.${n}`,
      details: { 值: '1.50', n, 'b"': ["'", null, 'é😀\n'] },
    }));
  const record = (subject: string, count = 1, by = test.one): Promise<void> =>
    by.transactions.write((tx) => recordEvents(tx, events(subject, count)));
  const count = async (table: string): Promise<number> => {
    const [{ n }] = await test.db.query<[{ n: number }]>(`SELECT count(*)::int AS n FROM ${table}`);
    return n;
  };
  const links = () =>
    test.db.query<{ position: string; event_id: string }[]>(
      'SELECT position, event_id FROM audit_link ORDER BY position',
    );

  describe('is sealed', () => {
    it('whole and each event once, while many write and two replicas seal', async () => {
      const writing = { on: true };
      const writer = async (name: string, by: TrailReplica): Promise<void> => {
        for (let n = 0; n < 40; n++) {
          await record(`${name}.${n}`, 3, by);
          // What is rolled back leaves a gap in the ids, and that is no fault.
          const undone = by.transactions.write(async (tx) => {
            await recordEvents(tx, events('undone'));
            throw new Error('undone');
          });
          await expect(undone).rejects.toThrow('undone');
        }
      };
      const sealer = async (by: TrailReplica): Promise<number> => {
        let sealed = 0;
        while (writing.on) sealed += await seal(by);
        return sealed;
      };
      const sealing = [sealer(test.one), sealer(test.other), sealer(test.one)];
      await Promise.all(
        ['a', 'b', 'c', 'd'].map((name, n) => writer(name, n % 2 === 0 ? test.one : test.other)),
      );
      writing.on = false;
      const sealed = (await Promise.all(sealing)).reduce((sum, count) => sum + count, 0);
      expect(sealed + (await seal())).toBe(480);
      expect(await verify()).toMatchObject({ sealed: 480, unsealed: 0, finding: null });
      const all = await links();
      expect(all.map(({ position }) => Number(position))).toEqual(all.map((_, index) => index + 1));
      expect(new Set(all.map(({ event_id }) => event_id)).size).toBe(await count('audit_event'));
    });

    it('late where it commits late, behind events with higher ids', async () => {
      await test.db.transaction(async (late) => {
        await recordEvents(late, events('late'));
        await record('early');
        expect(await seal()).toBe(1);
        expect(await verify()).toEqual({ sealed: 1, unsealed: 0, finding: null, idsPast: 0 });
      });
      expect(await verify()).toEqual({ sealed: 1, unsealed: 1, finding: null, idsPast: 0 });
      expect(await seal(test.other)).toBe(1);
      const [first, second] = await links();
      expect(Number(first?.event_id)).toBeGreaterThan(Number(second?.event_id));
      expect(await verify()).toEqual({ sealed: 2, unsealed: 0, finding: null, idsPast: 0 });
    });

    it('in several batches where much has waited', async () => {
      await record('many', 2_500);
      expect(await seal()).toBe(2_500);
      expect(await verify()).toEqual({ sealed: 2_500, unsealed: 0, finding: null, idsPast: 0 });
    });

    it('and verified empty', async () => {
      expect(await seal()).toBe(0);
      expect(await verify()).toEqual({ sealed: 0, unsealed: 0, finding: null, idsPast: 0 });
      expect(await count('audit_anchor')).toBe(0);
    });

    it('so that plain SQL, written from the description, makes the same hashes', async () => {
      await record('sql', 3);
      await seal();
      const [{ same }] = await test.db.query<[{ same: boolean }]>(
        `
        WITH f AS (SELECT l.position, l.hash, lag(l.hash, 1, decode(repeat('00', 32), 'hex')) OVER (ORDER BY l.position) AS before,
            ARRAY[l.position::text, utc(l.sealed_at), e.id::text, utc(e.at), e.actor, e.person_id::text, e.account_id::text,
              e.via, e.address, e.action, e.subject, e.details::text] AS fields
          FROM audit_link l JOIN audit_event e ON e.id = l.event_id)
        SELECT bool_and(hash = sha256(before || convert_to((SELECT string_agg(
            coalesce(octet_length(convert_to(v, 'UTF8')) || ':' || v, '-') || ',', '' ORDER BY n)
          FROM unnest(fields) WITH ORDINALITY AS u(v, n)), 'UTF8'))) AS same FROM f`.replaceAll(
          /utc\(([a-z._]+)\)/g,
          `to_char($1 AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
        ),
      );
      expect(same).toBe(true);
    });
  });

  describe('tampered with as superuser', () => {
    beforeEach(async () => {
      await record('event', 9);
      await seal();
      expect((await verify()).finding).toBeNull();
    });

    /** Makes every hash anew from a position on, as somebody who knows how would. */
    const makeAnew = async (from: number): Promise<void> => {
      const rows = await test.db.query<(EventText & { position: string; sealedAt: string; hash: string })[]>(
        `SELECT l.position, to_char(l.sealed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "sealedAt",
           encode(l.hash, 'hex') AS hash, e.id::text AS id,
           to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, e.actor,
           e.person_id::text AS "personId", e.account_id::text AS "accountId", e.via, e.address, e.action, e.subject,
           e.details::text AS details
         FROM audit_link l JOIN audit_event e ON e.id = l.event_id ORDER BY l.position`,
      );
      let hash = GENESIS;
      const statements = rows.map((row, index) => {
        hash = index + 1 < from ? row.hash : linkHash(hash, index + 1, row.sealedAt, row);
        return `UPDATE audit_link SET hash = '\\x${hash}' WHERE position = ${index + 1}`;
      });
      const end = `UPDATE audit_head SET position = ${rows.length}, hash = '\\x${hash}'`;
      await test.tamper(...statements, end, 'DELETE FROM audit_anchor');
    };
    const FORGED = `INSERT INTO audit_event (actor, via, action, subject, details)
      OVERRIDING SYSTEM VALUE VALUES ('李强', 'command', 'forged', 'x', '{}')`;
    const SHIFT = `UPDATE audit_link SET position = position + 1000000 WHERE position > 4`;

    it.each<[string, string[], object]>([
      [
        'an event was edited',
        [`UPDATE audit_event SET actor = '李强' WHERE id = 5`],
        {
          sealed: 4,
          finding: { what: 'changed', position: 5, eventId: '5', actor: '李强', action: 'test.done' },
        },
      ],
      [
        'the details of an event were edited',
        [`UPDATE audit_event SET details = details || '{"n": 7}' WHERE id = 5`],
        { sealed: 4, finding: { what: 'changed', position: 5, eventId: '5', actor: '王芳' } },
      ],
      [
        'an event was removed from the middle',
        ['DELETE FROM audit_event WHERE id = 5'],
        { sealed: 4, finding: { what: 'event_missing', position: 5, eventId: '5', actor: null } },
      ],
      [
        'an event was removed with its link',
        ['DELETE FROM audit_event WHERE id = 5', 'DELETE FROM audit_link WHERE event_id = 5'],
        { sealed: 4, finding: { what: 'gap', position: 5, eventId: null } },
      ],
      [
        'an event was removed, and the later ones moved up',
        [
          'DELETE FROM audit_event WHERE id = 5',
          'DELETE FROM audit_link WHERE event_id = 5',
          'UPDATE audit_link SET position = position + 1000000 WHERE position > 5',
          'UPDATE audit_link SET position = position - 1000001 WHERE position > 5',
        ],
        { sealed: 4, finding: { what: 'changed', position: 5, eventId: '6', actor: '王芳' } },
      ],
      [
        'two were swapped',
        [
          'UPDATE audit_link SET event_id = -event_id WHERE event_id IN (3, 7)',
          'UPDATE audit_link SET event_id = 10 + event_id WHERE event_id < 0',
        ],
        { sealed: 2, finding: { what: 'changed', position: 3, eventId: '7', actor: '王芳' } },
      ],
      [
        'one was inserted beside the chain',
        [FORGED],
        {
          sealed: 9,
          finding: { what: 'unlinked', position: null, eventId: '10', actor: '李强', action: 'forged' },
        },
      ],
      [
        'one was inserted into the chain',
        [
          FORGED,
          SHIFT,
          'UPDATE audit_link SET position = position - 999999 WHERE position > 1000000',
          `INSERT INTO audit_link SELECT 5, 10, now(), sha256('x')`,
        ],
        {
          sealed: 4,
          finding: { what: 'changed', position: 5, eventId: '10', actor: '李强', action: 'forged' },
        },
      ],
      [
        'one was inserted behind the end',
        [FORGED, `INSERT INTO audit_link SELECT 10, 10, now(), sha256('x')`],
        { sealed: 9, finding: { what: 'changed', position: 10, eventId: '10', actor: '李强' } },
      ],
      [
        'the tail was cut',
        ['DELETE FROM audit_link WHERE position > 6', 'DELETE FROM audit_event WHERE id > 6'],
        { sealed: 6, finding: { what: 'tail', position: 7, eventId: null } },
      ],
      [
        'the tail was cut and the end moved back',
        [
          'DELETE FROM audit_link WHERE position > 6',
          'DELETE FROM audit_event WHERE id > 6',
          `UPDATE audit_head SET position = 6, hash = (SELECT hash FROM audit_link WHERE position = 6)`,
        ],
        { sealed: 6, finding: { what: 'tail', position: 7, eventId: null } },
      ],
      [
        'only links of the tail were cut, and the end and the anchor with them',
        [
          'DELETE FROM audit_link WHERE position > 6',
          `UPDATE audit_head SET position = 6, hash = (SELECT hash FROM audit_link WHERE position = 6)`,
          'DELETE FROM audit_anchor',
        ],
        { sealed: 6, finding: { what: 'unlinked', position: null, eventId: '7', actor: '王芳' } },
      ],
    ])('names the first bad record when %s', async (_wording, statements, found) => {
      await test.tamper(...statements);
      expect(await verify()).toMatchObject(found);
    });

    it('finds it emptied where there are accounts, and nothing where there never were any', async () => {
      const nothing = ['audit_link', 'audit_event', 'audit_anchor', 'audit_unsealed'].map(
        (table) => `DELETE FROM ${table}`,
      );
      await test.tamper(
        ...nothing,
        `UPDATE audit_head SET position = 0, hash = decode(repeat('00', 32), 'hex')`,
      );
      expect(await verify()).toMatchObject({ sealed: 0, finding: null, idsPast: 9 });
      await test.db.query(
        `WITH one AS (INSERT INTO person (name) VALUES ('x') RETURNING id)
         INSERT INTO account (person_id, login) SELECT id, 'xx' FROM one`,
      );
      expect(await verify()).toMatchObject({ sealed: 0, finding: { what: 'emptied' } });
    });

    it('names an event that was removed while it waited', async () => {
      await record('waiting');
      await test.tamper('DELETE FROM audit_event WHERE id = 10');
      // The sealer leaves the trace: it seals nothing it cannot see, and forgets nothing either.
      expect(await seal()).toBe(0);
      expect(await verify()).toMatchObject({ sealed: 9, finding: { what: 'waiting_gone', eventId: '10' } });
    });

    it('goes on behind a cut tail without hiding it', async () => {
      await test.tamper('DELETE FROM audit_link WHERE position > 6', 'DELETE FROM audit_event WHERE id > 6');
      await record('after');
      expect(await seal()).toBe(1);
      expect(await verify()).toMatchObject({ sealed: 6, finding: { what: 'gap', position: 7 } });
    });

    it('finds a chain made anew to its end, or cut with all that knew of it, only by an anchor kept outside', async () => {
      const anchor = await test.one.anchor.execute();
      await seal();
      const kept = anchor === null ? [] : [anchor];
      expect(await verify(kept)).toEqual({ sealed: 10, unsealed: 0, finding: null, idsPast: 0 });
      await test.tamper(`UPDATE audit_event SET actor = '李强' WHERE id = 5`);
      await makeAnew(5);
      expect(await verify()).toEqual({ sealed: 10, unsealed: 0, finding: null, idsPast: 0 });
      expect(await verify(kept)).toMatchObject({
        sealed: 8,
        finding: { what: 'anchor', position: 9, eventId: '9' },
      });
      await test.tamper('DELETE FROM audit_link WHERE position > 3', 'DELETE FROM audit_event WHERE id > 3');
      await makeAnew(4);
      // The ids it had are all that is left of it in the database.
      expect(await verify()).toEqual({ sealed: 3, unsealed: 0, finding: null, idsPast: 7 });
      expect(await verify(kept)).toMatchObject({ sealed: 3, finding: { what: 'tail', position: 4 } });
    });
  });

  it('is kept from the application by privileges, and from the owner by triggers', async () => {
    await record('kept', 2);
    await seal();
    const refused = async (work: Promise<unknown>): Promise<string> =>
      work.then(
        () => 'done',
        (error: unknown) => (error as { code: string }).code,
      );
    const statements = [
      ...['audit_event', 'audit_link', 'audit_anchor', 'audit_head'].flatMap((table) => [
        `DELETE FROM ${table}`,
        `TRUNCATE ${table} CASCADE`,
      ]),
      `UPDATE audit_event SET actor = 'x'`,
      'UPDATE audit_link SET position = 7',
      'UPDATE audit_anchor SET position = 7',
    ];
    for (const statement of statements) {
      const application = test.one.transactions.write((tx: Tx) => tx.query(statement));
      const codes = [await refused(application), await refused(test.db.query(statement))];
      expect([statement, ...codes]).toEqual([statement, '42501', 'DX001']);
    }
    const back = test.one.transactions.write((tx: Tx) => tx.query('UPDATE audit_head SET position = 1'));
    expect(await refused(back)).toBe('DX001');
    expect(await verify()).toEqual({ sealed: 2, unsealed: 0, finding: null, idsPast: 0 });
  });

  it('is anchored once a day by itself, and whenever asked', async () => {
    await record('a', 2);
    await seal();
    await record('b');
    await Promise.all([seal(), seal(test.other)]);
    const anchors = () =>
      test.db.query<object[]>(
        `SELECT day = (now() AT TIME ZONE 'Asia/Shanghai')::date AS today, position::int FROM audit_anchor ORDER BY 2`,
      );
    expect(await anchors()).toEqual([{ today: true, position: 2 }]);
    expect(await test.one.anchor.execute()).toMatchObject({ position: 3 });
    expect(await anchors()).toEqual([
      { today: true, position: 2 },
      { today: true, position: 3 },
    ]);
    const [told] = await test.db.query<object[]>(
      `SELECT actor, via, subject FROM audit_event WHERE action = 'audit.anchored'`,
    );
    expect(told).toEqual({ actor: 'operator', via: 'command', subject: '3' });
  });
});
