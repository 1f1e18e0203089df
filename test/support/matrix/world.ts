import { randomBytes } from 'node:crypto';
import type { Answer, TestApplication } from '../application';
import { pdf } from '../evidence-files';
import { anotherAccountOf, type Signed, signedIn } from '../people';
import type { Caller, Side } from './table';

/** What belongs to one department: its goal, the programme around it, the indicator and a figure that is right for it. */
interface Belongings {
  readonly department: string;
  readonly goal: string;
  readonly programme: string;
  readonly indicator: string;
  readonly value: string;
}

const BELONGINGS: Readonly<Record<Side, Belongings>> = {
  own: { department: 'gov-xifeng', goal: 'G01', programme: 'P1', indicator: 'racks', value: '62000' },
  other: {
    department: 'gov-qingyang',
    goal: 'G05',
    programme: 'P3',
    indicator: 'park-power-price',
    value: '0.39',
  },
};

const DEPARTMENTAL: readonly Caller[] = ['official', 'reviewer'];
const DAY_MS = 86_400_000;

export interface Figure {
  readonly id: string;
  readonly etag: string;
}

/** Two departments' belongings, and whoever calls; each time new, so that no request spoils the next. */
export class World {
  private days = 0;

  constructor(readonly test: TestApplication) {}

  of(side: Side): Belongings {
    return BELONGINGS[side];
  }

  /** Somebody of this role, in the first department where the role needs one; null for nobody. */
  async caller(caller: Caller): Promise<Signed | null> {
    if (caller === 'anonymous') return null;
    const department = DEPARTMENTAL.includes(caller) ? BELONGINGS.own.department : null;
    return signedIn(this.test.db, this.test.baseUrl, caller, { department });
  }

  /** The day of a figure that nobody has logged yet. */
  nextPeriod(): string {
    return new Date(Date.UTC(2025, 0, 1) + this.days++ * DAY_MS).toISOString().slice(0, 10);
  }

  anActual(side: Side): Record<string, unknown> {
    const { indicator, value } = this.of(side);
    return { indicator, area: '621000', period: this.nextPeriod(), value };
  }

  /** A submitted figure of somebody else's, with these files as evidence. */
  async figure(side: Side, evidence: readonly string[] = []): Promise<Figure> {
    const logged = await this.test.post<{ id: string }>('/actuals', { ...this.anActual(side), evidence });
    return { id: idOf(logged), etag: logged.headers.get('etag') ?? '' };
  }

  /** The address of a draft and, where `who` may have one, the draft there. */
  async draft(side: Side, who: Signed | null): Promise<{ readonly address: string; readonly id: number }> {
    const owner = side === 'own' && who !== null ? who : this.test.other;
    const address = `/drafts/racks/621000/standard/${this.nextPeriod()}`;
    const saved = await owner.put<{ id?: number }>(address, { value: '62000' });
    return { address, id: saved.body.id ?? 0 };
  }

  /** An import whose rows are judged: of the caller, or of another person. */
  async import(side: Side, who: Signed | null): Promise<number> {
    const owner = side === 'own' && who !== null ? who.personId : this.test.other.personId;
    const [{ id }] = await this.test.db.query<[{ id: number }]>(
      `INSERT INTO import_batch (person_id, name, digest, bytes, state, counts, outcome)
       VALUES ($1, 'x', '', 0, 'ready', '{}', 'x') RETURNING id`,
      [owner],
    );
    return id;
  }

  /** A proposal nobody has decided on. */
  async proposal(side: Side): Promise<number> {
    const { goal } = this.of(side);
    const [open] = await this.test.db.query<{ id: number }[]>(
      `SELECT p.id FROM terms_proposal p JOIN commitment c ON c.id = p.goal_id WHERE c.code = $1 AND p.state = 'pending'`,
      [goal],
    );
    if (open !== undefined) return open.id;
    const change = { effectiveFrom: '2025-09-01', reason: 'x', deadline: '2026-12-31' };
    return idOf(await this.test.propose<{ id: number }>(goal, change));
  }

  async lock(): Promise<number> {
    const before = { upTo: '2019-12-31', reason: 'x' };
    return idOf(await this.test.post<{ id: number }>('/period-locks', before));
  }

  /** A file of somebody else's, attached to a figure of this department. */
  async evidence(side: Side): Promise<string> {
    const id = await this.uploaded();
    await this.figure(side, [id]);
    return id;
  }

  private async uploaded(): Promise<string> {
    const response = await fetch(`${this.test.baseUrl}/evidence`, {
      method: 'POST',
      headers: this.test.me.credentials,
      body: aFile(),
    });
    return ((await response.json()) as { id: string }).id;
  }

  /** The id of a second session: of the caller's account, or of another person. */
  async session(side: Side, who: Signed | null): Promise<number> {
    const login = side === 'own' && who !== null ? who.login : this.test.other.login;
    const [{ id }] = await this.test.db.query<[{ id: number }]>(
      `INSERT INTO session (digest, account_id, csrf_token, address)
       SELECT $2, id, 'x', '127.0.0.1' FROM account WHERE login = $1 RETURNING id`,
      [login, randomBytes(32)],
    );
    return id;
  }

  /** The id of a token: of the caller's account, or of another person. */
  async token(side: Side, who: Signed | null): Promise<number> {
    const login = side === 'own' && who !== null ? who.login : this.test.other.login;
    const [{ id }] = await this.test.db.query<[{ id: number }]>(
      `INSERT INTO api_token (digest, account_id, name, scopes, strong, expires_at)
       SELECT $2, id, 'x', '{record.read}', false, clock_timestamp() + interval '1 day' FROM account WHERE login = $1
       RETURNING id`,
      [login, randomBytes(32)],
    );
    return id;
  }

  /** A saved report: of the caller's own, or of another person's. */
  async definition(side: Side, who: Signed | null): Promise<number> {
    const { personId, login } = side === 'own' && who !== null ? who : this.test.other;
    const [{ id }] = await this.test.db.query<[{ id: number }]>(
      `INSERT INTO report_definition (name, report, face, options, owner_person, owner, changed_by)
       VALUES ('x', 'progress', 'csv', '{"header":"machine"}', $1, $2, $2) RETURNING id`,
      [personId, login],
    );
    return id;
  }

  /** The same, with what was made of it: of nothing, so that anybody may read all it tells of. */
  async production(
    side: Side,
    who: Signed | null,
  ): Promise<{ readonly definition: number; readonly production: number }> {
    const definition = await this.definition(side, who);
    const [{ id: production }] = await this.test.db.query<[{ id: number }]>(
      `WITH made AS (
         INSERT INTO report_production (definition_id, definition_version, report, face, options, cause, due_at, as_of,
           known_at, reach, state, finished_at, digest, bytes)
         VALUES ($1, 1, 'progress', 'csv', '{"header":"machine"}', 'schedule', now(), '2025-01-31', now(), '[]', 'succeeded',
           now(), encode(sha256('x'), 'hex'), 1) RETURNING id)
       INSERT INTO report_production_part (production_id, part, content) SELECT id, 0, 'x' FROM made
       RETURNING production_id AS id`,
      [definition],
    );
    return { definition, production };
  }

  /** What shows everything to everybody. */
  async publication(): Promise<number> {
    const [open] = await this.test.db.query<{ id: number }[]>(
      `SELECT id FROM publication WHERE source_id IS NULL AND withdrawn_at IS NULL`,
    );
    if (open !== undefined) return open.id;
    const [{ id }] = await this.test.db.query<[{ id: number }]>(
      `INSERT INTO publication (reason, published_by, published_person) VALUES ('x', 'x', $1) RETURNING id`,
      [this.test.other.personId],
    );
    return id;
  }

  /** The code of a source nobody has published. */
  async unpublishedSource(): Promise<string> {
    const code = `source-${randomBytes(4).toString('hex')}`;
    await this.test.db.query(
      `INSERT INTO source (code, title_zh, title_en, stated_on, example) VALUES ($1, 'x', 'x', '2025-01-01', true)`,
      [code],
    );
    return code;
  }

  /** Somebody with two accounts, a role and a token, for whoever manages people. */
  async person(): Promise<{ readonly person: Signed; readonly grant: number; readonly token: number }> {
    const person = await signedIn(this.test.db, this.test.baseUrl, 'leader');
    await anotherAccountOf(this.test.db, person);
    const [{ id: grant }] = await this.test.db.query<[{ id: number }]>(
      `SELECT id FROM role_grant WHERE person_id = $1`,
      [person.personId],
    );
    return { person, grant, token: await this.token('own', person) };
  }
}

export function aFile(): FormData {
  const form = new FormData();
  form.append('file', new Blob([pdf()]), 'x.pdf');
  return form;
}

function idOf<Id>({ status, body }: Answer<{ id: Id }>): Id {
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id;
}
