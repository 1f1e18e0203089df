import { readFile } from 'node:fs/promises';
import { generateKeySync, type KeyObject } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { readCatalogFile } from '../../src/catalog';
import { createApp } from '../../src/create-app';
import { createDataSource } from '../../src/data-source';
import { LoadCatalog } from '../../src/load-catalog';
import {
  type EvidenceSettings,
  type HttpSettings,
  type OidcSettings,
  readConfig,
  SETTINGS,
  type Settings,
} from '../../src/platform/config';
import type { LogSettings } from '../../src/platform/logging';
import { RecomputeConcerned } from '../../src/progress';
import type { Role } from '../../src/domain/access';
import { signedIn, type Signed } from './people';
import { createTestDatabase, type TestDatabase } from './test-server';
import type { Answer, Visitor } from './visitor';

export type { Answer } from './visitor';

export interface Setup {
  readonly http?: Partial<HttpSettings>;
  readonly oidc?: OidcSettings;
  /** Two applications on one database read each other's secrets only with the same key. */
  readonly secretKey?: KeyObject;
  readonly log?: LogSettings;
  readonly evidence?: EvidenceSettings;
}

/** A suite asks more in a minute than anybody may; those about limits set their own. */
const HTTP: HttpSettings = {
  publicOrigin: null,
  trustedProxies: [],
  metricsFrom: [],
  rateLimits: { anonymous: 0, account: 0, signIn: 0 },
};

/** A folder that is not there, and that nobody who uploads nothing makes. */
const NO_EVIDENCE: EvidenceSettings = readConfig({ DUIXIAN_DATA: '/nonexistent/duixian' }).evidence;

/** The application on a database of its own, reached through real HTTP on loopback. */
export class TestApplication {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly baseUrl: string,
    /** The database behind the application's back, as its superuser. */
    readonly db: DataSource,
    /** A supervisor: may read everything, log, and change promises. Whoever a test is not about. */
    readonly me: Signed,
    /** A second one, for what takes two people. */
    readonly other: Signed,
  ) {}

  /** `changes`: what a test is about of how the application is set up. */
  static async start(database?: TestDatabase, changes: Setup = {}): Promise<TestApplication> {
    const own = database ?? (await createTestDatabase());
    const composition = {
      databaseUrl: own.appUrl,
      jobs: false,
      http: { ...HTTP, ...changes.http },
      evidence: changes.evidence ?? NO_EVIDENCE,
      oidc: changes.oidc ?? null,
      secretKey: changes.secretKey ?? generateKeySync('aes', { length: 256 }),
    };
    const app = await createApp(composition, changes.log ?? { level: 'error' });
    await app.listen(0, '127.0.0.1');
    const db = await createDataSource(own.url).initialize();
    const baseUrl = `${await app.getUrl()}/api/v1`;
    const me = await signedIn(db, baseUrl, 'supervisor');
    const other = await signedIn(db, baseUrl, 'supervisor');
    return new TestApplication(app, own, baseUrl, db, me, other);
  }

  /** The same with the real catalog loaded and today's progress computed. */
  static async withCatalog(): Promise<TestApplication> {
    const test = await TestApplication.start();
    await test.loadCatalog('catalog/qingyang-2025.yaml');
    await test.settled();
    return test;
  }

  async loadCatalog(file: string, edit = (text: string): string => text, reason: string | null = null) {
    const text = edit(await readFile(file, 'utf8'));
    const read = readCatalogFile(text);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return this.app.get(LoadCatalog).execute(read.document, text, reason);
  }

  /** Resolves when everything recorded so far is reflected in the snapshots. */
  async settled(): Promise<void> {
    await this.app.get(RecomputeConcerned).drain();
  }

  /** The moment as the record counts it, for `knownAt`. */
  async now(): Promise<string> {
    const [{ at }] = await this.db.query<[{ at: string }]>(
      `SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
    );
    return at;
  }

  /** For another application on the same database. */
  get secretKey(): KeyObject {
    return this.app.get<Settings>(SETTINGS).secretKey;
  }

  get: Visitor['get'] = (path, headers) => this.me.get(path, headers);
  post: Visitor['post'] = (path, body, headers) => this.me.post(path, body, headers);
  put: Visitor['put'] = (path, body, headers) => this.me.put(path, body, headers);
  text: Visitor['text'] = (path, headers) => this.me.text(path, headers);
  file: Visitor['file'] = (path, headers) => this.me.file(path, headers);

  /** Somebody of this role, a person of their own, signed in. A department by its code where the role needs one. */
  async somebody(role: Role, limits: { department?: string; area?: string } = {}): Promise<Signed> {
    return signedIn(this.db, this.baseUrl, role, limits);
  }

  /** Logs a figure as one person and accepts it as another. */
  async logAccepted<Body = Record<string, unknown>>(
    changes: Record<string, unknown> = {},
  ): Promise<Answer<Body>> {
    const logged = await this.post<{ id: string }>('/actuals', anActual(changes));
    if (logged.status !== 201) throw new Error(JSON.stringify(logged.body));
    return this.accept<Body>(logged);
  }

  async accept<Body = Record<string, unknown>>(logged: Answer<{ id: string }>): Promise<Answer<Body>> {
    const tag = logged.headers.get('etag') ?? '';
    const accepted = await this.other.post<Body>(`/actuals/${logged.body.id}/accept`, undefined, {
      'if-match': tag,
    });
    if (accepted.status !== 200) throw new Error(JSON.stringify(accepted.body));
    return accepted;
  }

  /** Proposes to change a promise as one person, on the goal as it is now. */
  async propose<Body = Record<string, unknown>>(
    code: string,
    change: Record<string, unknown>,
    tag?: string,
  ): Promise<Answer<Body>> {
    const match = tag ?? (await this.get(`/goals/${code}`)).headers.get('etag') ?? '';
    return this.post<Body>(`/goals/${code}/terms`, change, { 'if-match': match });
  }

  /** Changes a promise as it has to be: one person proposes, another approves. */
  async changePromise(code: string, change: Record<string, unknown>): Promise<void> {
    const proposed = await this.propose<{ id: number }>(code, change);
    if (proposed.status !== 201) throw new Error(JSON.stringify(proposed.body));
    await this.approve(proposed);
  }

  async approve(proposed: Answer<{ id: number }>): Promise<void> {
    const tag = proposed.headers.get('etag') ?? '';
    const path = `/terms-proposals/${proposed.body.id}/approve`;
    const approved = await this.other.post(path, undefined, { 'if-match': tag });
    if (approved.status !== 200) throw new Error(JSON.stringify(approved.body));
  }

  async count(table: string): Promise<number> {
    const [{ count }] = await this.db.query<[{ count: number }]>(
      `SELECT count(*)::int AS count FROM ${table}`,
    );
    return count;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.db.destroy();
    await this.database.drop();
  }
}

/** An actual as a request logs it; only what a test is about needs naming. */
export const anActual = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  indicator: 'racks',
  area: '621000',
  period: '2025-06-30',
  value: '62000',
  ...changes,
});
