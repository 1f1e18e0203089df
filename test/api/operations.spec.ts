import { request as httpRequest } from 'node:http';
import { Readiness } from '../../src/readiness';
import { anActual, TestApplication } from '../support/application';
import { createTestDatabase, type TestDatabase } from '../support/test-server';
import { Visitor } from '../support/visitor';

interface RawAnswer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly text: string;
}

/** Sends a path as it is written: `fetch` would put a wrong one right first. */
function raw(origin: string, path: string, headers: Record<string, string> = {}): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    httpRequest({ hostname, port, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    })
      .on('error', reject)
      .end();
  });
}

const originOf = (test: TestApplication): string => new URL(test.baseUrl).origin;
const JSON_HEADERS = { 'content-type': 'application/json' };

/** Requests with a secret wherever one can be put, to routes that are there and to those that are not. */
async function plantSecrets(test: TestApplication): Promise<number[]> {
  const origin = originOf(test);
  const secret = 'geheim-1';
  const headers = {
    ...JSON_HEADERS,
    cookie: `${test.me.credentials['cookie'] ?? ''}; other=${secret}`,
    referer: `https://x.example/?token=${secret}`,
    'x-request-id': secret,
  };
  const stranger = {
    ...headers,
    authorization: `Bearer ${secret}`,
    cookie: `__Host-duixian=${secret}`,
    'x-csrf-token': secret,
  };
  const body = JSON.stringify({ ...anActual(), password: secret, token: secret, note: secret });
  const answers = await Promise.all([
    test.get(`/goals?token=${secret}`, headers),
    test.get(`/goals/${secret}`, headers),
    test.get(`/reset-password/${secret}?code=${secret}`, headers),
    test.get('/goals?limit=1', headers),
    test.post('/actuals', body, headers),
    test.post('/actuals', `{"password": "${secret}"`, headers),
    test.post('/actuals', anActual({ note: secret }), { 'idempotency-key': secret }),
    test.text(`/reports/progress.csv?asOf=${secret}`, headers),
  ]);
  const odd = await Promise.all([
    test.get('/goals', stranger),
    new Visitor(test.baseUrl).post('/session', { login: secret, password: secret }),
    raw(origin, `/${secret}`, headers),
    raw(origin, `/api/docs?${secret}`, headers),
    raw(origin, `/%zz${secret}`, headers),
    raw(origin, `/api/v1/goals/${secret.repeat(40)}`, headers),
  ]);
  return [...answers, ...odd].map(({ status }) => status);
}

describe('the log of requests', () => {
  let test: TestApplication;
  let text = '';

  beforeAll(async () => {
    const log = { level: 'debug' as const, to: { write: (line: string) => (text += line) } };
    test = await TestApplication.start(undefined, { log });
    await test.loadCatalog('catalog/qingyang-2025.yaml');
    await test.settled();
  });

  afterAll(async () => {
    await test.stop();
  });

  const lines = (): Record<string, unknown>[] =>
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('has a line for each answer, with the pattern of its route', async () => {
    const { headers } = await test.get('/goals/no-such-goal?expand=all');
    const line = lines().find(({ requestId }) => requestId === headers.get('x-request-id'));
    expect(line).toMatchObject({
      level: 'info',
      method: 'GET',
      route: '/api/v1/goals/:code',
      status: 404,
      address: '127.0.0.1',
      accountId: expect.any(Number) as number,
      msg: 'answered',
    });
    expect(typeof line?.['durationMs']).toBe('number');
  });

  it('holds none of the secrets that requests carry, at any level', async () => {
    const before = lines().length;
    const statuses = await plantSecrets(test);
    expect(new Set(statuses)).toEqual(new Set([200, 201, 400, 401, 404, 414]));
    expect(lines().filter(({ msg }) => msg === 'answered').length).toBeGreaterThanOrEqual(statuses.length);
    expect(lines().length).toBeGreaterThan(before);
    expect(text).not.toContain('geheim');
    for (const own of Object.values(test.me.credentials)) expect(text).not.toContain(own);
  });

  it('holds none of them when the request fails for a reason of ours, either', async () => {
    await test.db.query('ALTER TABLE actual RENAME TO actual_away');
    try {
      const answer = await test.post('/actuals', anActual({ note: 'geheim-2' }));
      expect(answer.status).toBe(500);
      const requestId = answer.headers.get('x-request-id');
      expect(answer.body['requestId']).toBe(requestId);
      expect(lines().filter((line) => line['requestId'] === requestId && line['level'] === 'error')).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            context: 'ProblemFilter',
            msg: expect.stringContaining('actual') as string,
          }),
          expect.objectContaining({ msg: 'answered', status: 500 }),
        ]),
      );
      expect(text).not.toContain('geheim');
    } finally {
      await test.db.query('ALTER TABLE actual_away RENAME TO actual');
    }
  });
});

describe('health', () => {
  let test: TestApplication;
  let database: TestDatabase;

  beforeEach(async () => {
    database = await createTestDatabase();
    test = await TestApplication.start(database);
  });

  afterEach(async () => {
    await test.stop();
  });

  it('is alive and ready', async () => {
    expect(await test.get('/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
    const ready = await test.get('/health/ready');
    expect(ready).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(ready.body['today']).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('is not ready, but alive, once a stop is under way', async () => {
    test.app.get(Readiness).onModuleDestroy();
    expect(await test.get('/health/ready', { 'accept-language': 'en' })).toMatchObject({
      status: 503,
      body: { code: 'health.stopping', status: 503 },
    });
    expect((await test.get('/health')).status).toBe(200);
    expect((await test.get('/goals')).status).toBe(200);
  });

  it('is not ready while a migration is missing', async () => {
    await test.db.query(`DELETE FROM migrations WHERE name = (SELECT max(name) FROM migrations)`);
    expect(await test.get('/health/ready')).toMatchObject({
      status: 503,
      body: { code: 'health.migrations' },
    });
  });

  it('is not ready, but alive, while the database does not answer', async () => {
    await test.db.query('BEGIN');
    await test.db.query('LOCK TABLE migrations');
    try {
      expect(await test.get('/health/ready')).toMatchObject({
        status: 503,
        body: { code: 'database.unavailable' },
      });
      expect((await test.get('/health')).status).toBe(200);
    } finally {
      await test.db.query('ROLLBACK');
    }
    expect((await test.get('/health/ready')).status).toBe(200);
  });
});

describe('metrics', () => {
  let test: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.start(undefined, {
      http: { trustedProxies: ['127.0.0.1'], metricsFrom: ['10.9.0.0/16'] },
    });
  });

  afterAll(async () => {
    await test.stop();
  });

  const scrape = (from?: string): Promise<RawAnswer> =>
    raw(originOf(test), '/metrics', from === undefined ? {} : { 'x-forwarded-for': from });

  it('count answers by route and class, never by address', async () => {
    await test.get('/goals/g-1');
    await test.get('/goals/g-2');
    await test.get('/nowhere/g-3?x=g-4');
    const { status, headers, text } = await scrape();
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')]);
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/v1/goals/:code",status="4xx"} 2',
    );
    expect(text).toContain('http_request_duration_seconds_count{method="any",route="none",status="4xx"} 1');
    expect(text).not.toMatch(/g-\d/);
  });

  it('tell of the process, the pool, the outbox and the job', async () => {
    await test.db.query(`INSERT INTO outbox (topic, payload) VALUES ('series.changed', '{"seriesId": 1}')`);
    await test.db.query(
      `INSERT INTO job_run (job, as_of, cause, state, finished_at) VALUES ('progress', '2025-08-31', 'schedule', 'succeeded', '2025-08-31T16:30:00Z')`,
    );
    const { text } = await scrape();
    expect(text).toContain('duixian_outbox_notices 1\n');
    expect(text).toContain('duixian_job_last_success_timestamp_seconds{job="progress"} 1756657800\n');
    expect(text).toMatch(/^duixian_database_connections_in_use \d+$/m);
    expect(text).toMatch(/^duixian_database_connections_waiting 0$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
  });

  it('come without what the database would say while it does not answer', async () => {
    await test.db.query('BEGIN');
    await test.db.query('LOCK TABLE outbox');
    try {
      const { status, text } = await scrape();
      expect(status).toBe(200);
      expect(text).not.toMatch(/^duixian_outbox_notices /m);
      expect(text).toMatch(/^process_resident_memory_bytes /m);
    } finally {
      await test.db.query('ROLLBACK');
    }
  });

  it.each([
    ['10.9.3.4', 200],
    ['10.8.3.4', 404],
    ['8.8.8.8', 404],
    ['127.0.0.1, 8.8.8.8', 404],
  ])('for %s: %i', async (from, status) => {
    const answer = await scrape(from);
    expect(answer.status).toBe(status);
    if (status === 404) expect(answer.text).not.toContain('process_');
  });
});

describe('headers', () => {
  let test: TestApplication;
  let secure: TestApplication;

  beforeAll(async () => {
    test = await TestApplication.start();
    secure = await TestApplication.start(undefined, { http: { publicOrigin: 'https://duixian.example' } });
  });

  afterAll(async () => {
    await test.stop();
    await secure.stop();
  });

  it.each(['/api/v1/goals', '/api/v1/health', '/api/v1/nowhere', '/nowhere', '/api/v1/%zz', '/metrics'])(
    'forbid browsers everything with an answer of %s',
    async (path) => {
      const { headers } = await raw(originOf(test), path);
      expect(headers).toMatchObject({
        'content-security-policy':
          "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'permissions-policy': expect.stringContaining('camera=()') as string,
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      });
      expect(headers).not.toHaveProperty('strict-transport-security');
      expect(headers).not.toHaveProperty('x-powered-by');
    },
  );

  it('promise HTTPS where it is used', async () => {
    const { headers } = await secure.get('/health');
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('let the page of the API documentation run only its own scripts and styles', async () => {
    const { headers, text } = await raw(originOf(test), '/api/docs');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|\*|https?:/);
    expect(text).not.toMatch(/<script(?![^>]* src=)[^>]*>/);
    expect(text).not.toMatch(/\son\w+=/);
    const inline = (text.match(/<style>/g) ?? []).length + (text.match(/\sstyle="/g) ?? []).length;
    expect(policy.match(/'sha256-[A-Za-z0-9+/=]{44}'/g)).toHaveLength(inline);
    const script = await raw(originOf(test), '/api/docs/swagger-ui-bundle.js');
    expect([script.status, script.headers['x-content-type-options']]).toEqual([200, 'nosniff']);
  });
});

describe('who a request comes from', () => {
  let trusting: TestApplication;
  let wary: TestApplication;
  let lines: Record<string, unknown>[] = [];

  beforeAll(async () => {
    const log = {
      level: 'log' as const,
      to: {
        write: (line: string) => {
          lines.push(JSON.parse(line) as Record<string, unknown>);
        },
      },
    };
    trusting = await TestApplication.start(undefined, {
      http: { trustedProxies: ['127.0.0.1', '10.0.0.1'] },
      log,
    });
    wary = await TestApplication.start(undefined, { http: { trustedProxies: ['10.0.0.1'] }, log });
  });

  afterAll(async () => {
    await trusting.stop();
    await wary.stop();
  });

  const asSeen = async (test: TestApplication, headers: Record<string, string>): Promise<unknown[]> => {
    lines = [];
    const { headers: answered } = await test.get('/health', headers);
    return [lines.at(-1)?.['address'], answered.get('x-request-id')];
  };
  const FORWARDED = { 'x-forwarded-for': '1.1.1.1, 203.0.113.7, 10.0.0.1', 'x-request-id': 'edge-0001' };

  it('is what the proxies on the list say, up to the first that is not on it', async () => {
    expect(await asSeen(trusting, FORWARDED)).toEqual(['203.0.113.7', 'edge-0001']);
  });

  it('is an address and nothing else, whatever they write', async () => {
    const seen = async (given: string) => (await asSeen(trusting, { 'x-forwarded-for': given }))[0];
    expect(await seen('[2001:db8::7]:443, 10.0.0.1')).toBe('2001:db8::7');
    expect(await seen('203.0.113.7, nobody')).toBe('127.0.0.1');
  });

  it('is the peer itself where it is not on the list, whatever it says', async () => {
    const [address, id] = await asSeen(wary, FORWARDED);
    expect(address).toBe('127.0.0.1');
    expect(id).not.toBe('edge-0001');
  });

  it('came by HTTPS only by the word of somebody on the list', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    const seen = [];
    for (const test of [trusting, wary]) {
      await asSeen(test, headers);
      seen.push(lines.at(-1)?.['protocol']);
    }
    expect(seen).toEqual(['https', 'http']);
  });
});

describe('limits', () => {
  const RATES = { anonymous: 3, account: 0, signIn: 2 };
  let database: TestDatabase;
  let one: TestApplication;
  let other: TestApplication;

  beforeEach(async () => {
    database = await createTestDatabase();
    const setup = { http: { rateLimits: RATES, trustedProxies: ['127.0.0.1'] } };
    one = await TestApplication.start(database, setup);
    other = await TestApplication.start(database, setup);
  });

  afterEach(async () => {
    await other.app.close();
    await other.db.destroy();
    await one.stop();
  });

  const from = (address: string): Record<string, string> => ({
    'x-forwarded-for': address,
    'accept-language': 'en',
  });
  const asked = async (test: TestApplication, address: string): Promise<number> =>
    (await new Visitor(test.baseUrl).get('/goals', from(address))).status;

  it('count all replicas together, each address by itself', async () => {
    const statuses = [];
    for (const test of [one, other, one, other, one]) statuses.push(await asked(test, '203.0.113.7'));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(await asked(one, '203.0.113.8')).toBe(401);
  });

  it('hold when many ask at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, n) => asked(n % 2 === 0 ? one : other, '203.0.113.7')),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(RATES.anonymous);
  });

  it('take an IPv6 network of one household for one', async () => {
    const statuses = [];
    for (const n of [1, 2, 3, 4]) statuses.push(await asked(one, `2001:db8:1:2::${n}`));
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect(await asked(one, '2001:db8:1:3::1')).toBe(401);
  });

  it('say when to come back, and let in again after that', async () => {
    for (let n = 0; n < 3; n++) await asked(one, '203.0.113.7');
    const refused = await new Visitor(one.baseUrl).get('/goals', from('203.0.113.7'));
    expect(refused).toMatchObject({ status: 429, body: { code: 'request.too_many', status: 429 } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    await one.db.query(`UPDATE rate_limit SET window_ends = now()`);
    expect(await asked(one, '203.0.113.7')).toBe(401);
  });

  it('store nothing of a refused write', async () => {
    await one.loadCatalog('catalog/qingyang-2025.yaml');
    const before = await one.count('actual');
    for (let n = 0; n < 3; n++) await asked(one, '203.0.113.7');
    expect((await new Visitor(one.baseUrl).post('/actuals', anActual(), from('203.0.113.7'))).status).toBe(
      429,
    );
    expect(await one.count('actual')).toBe(before);
  });

  it('do not count health and metrics', async () => {
    for (let n = 0; n < 6; n++) {
      expect((await one.get('/health', from('203.0.113.7'))).status).toBe(200);
      expect((await one.get('/health/ready', from('203.0.113.7'))).status).toBe(200);
    }
    expect((await raw(originOf(one), '/metrics')).status).toBe(200);
    expect(await one.count('rate_limit')).toBe(0);
  });
});
