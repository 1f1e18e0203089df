import { readFile } from 'node:fs/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { readCatalogFile } from '../../src/catalog';
import { createApp } from '../../src/create-app';
import { createDataSource } from '../../src/data-source';
import { LoadCatalog } from '../../src/load-catalog';
import { type EvidenceSettings, readConfig } from '../../src/platform/config';
import { RecomputeConcerned } from '../../src/progress';
import { createTestDatabase, type TestDatabase } from './test-server';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

/** What one suite needs otherwise. */
interface Changes {
  readonly evidence?: EvidenceSettings;
  /** Called before the application listens. */
  readonly before?: (app: NestFastifyApplication) => void;
}

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
  ) {}

  static async start(database?: TestDatabase, changes: Changes = {}): Promise<TestApplication> {
    const own = database ?? (await createTestDatabase());
    const evidence = changes.evidence ?? NO_EVIDENCE;
    const app = await createApp({ databaseUrl: own.appUrl, jobs: false, evidence }, 'error');
    changes.before?.(app);
    await app.listen(0, '127.0.0.1');
    const db = await createDataSource(own.url).initialize();
    return new TestApplication(app, own, `${await app.getUrl()}/api/v1`, db);
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

  async get<Body = Record<string, unknown>>(
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    return this.send<Body>('GET', path, undefined, headers);
  }

  async post<Body = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    return this.send<Body>('POST', path, body, headers);
  }

  async text(path: string, headers: Record<string, string> = {}): Promise<Answer<string>> {
    const response = await fetch(`${this.baseUrl}${path}`, { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body: bytes.toString('utf8') };
  }

  private async send<Body>(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Body,
    };
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
