import { generateKeySync } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance } from 'fastify';
import type { CivilDate, Instant } from '../src/domain/calendar';
import { createApp } from '../src/create-app';
import { readConfig } from '../src/platform/config';
import { copyOut, Transactions } from '../src/platform/database';
import { ledgerOf } from '../src/reports/actuals/ledger';

/** What the process that measures asks; each is answered with one message. */
export type Asked = { readonly serve: string } | { readonly peak: true };

/** How often the memory of the process is looked at, in milliseconds. */
const LOOK_EVERY = 20;

let peak = 0;

/** The application on a database, in a process of its own, with PostgreSQL's own COPY beside it on the same port. */
async function serve(databaseUrl: string): Promise<string> {
  const unlimited = { anonymous: 0, account: 0, signIn: 0 };
  const app = await createApp(
    {
      databaseUrl,
      jobs: false,
      http: { publicOrigin: null, trustedProxies: [], metricsFrom: [], rateLimits: unlimited },
      evidence: readConfig({ DUIXIAN_DATA: '/nonexistent/duixian' }).evidence,
      oidc: null,
      secretKey: generateKeySync('aes', { length: 256 }),
    },
    { level: 'error' },
  );
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.get<{ Querystring: { of: string; asOf: string; knownAt: string } }>('/copy', (request, reply) => {
    const { of, asOf, knownAt } = request.query;
    const clocks = { asOf: asOf as CivilDate, knownAt: knownAt as Instant };
    const rows = { clocks, language: 'zh-CN', header: 'machine', reach: 'everywhere', filter: {} } as const;
    const { sql, params } = of === 'table' ? { sql: 'SELECT * FROM actual', params: [] } : ledgerOf(rows);
    const body = new PassThrough();
    app
      .get(Transactions)
      .read((tx) => pipeline(Readable.from(copyOut(tx, sql, params)), body))
      .catch((error: unknown) => body.destroy(error instanceof Error ? error : new Error(String(error))));
    return reply.send(body);
  });
  await app.listen(0, '127.0.0.1');
  setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, LOOK_EVERY).unref();
  return app.getUrl();
}

process.on('message', (asked: Asked) => {
  if ('serve' in asked) {
    serve(asked.serve).then(
      (url) => process.send?.({ url }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
    return;
  }
  process.send?.({ peak: Math.max(peak, process.memoryUsage().rss) });
  peak = 0;
});
