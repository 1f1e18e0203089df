import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { TestApplication } from '../support/application';
import { Visitor } from '../support/visitor';
import { createTestDatabase } from '../support/test-server';

describe('a database that is away', () => {
  it('makes answers 503, also where requests are counted first', async () => {
    const database = await createTestDatabase();
    const gate = await passage(new URL(database.appUrl));
    const appUrl = new URL(database.appUrl);
    appUrl.hostname = '127.0.0.1';
    appUrl.port = String(gate.port);
    const test = await TestApplication.start(
      { ...database, appUrl: appUrl.toString() },
      { http: { rateLimits: { anonymous: 100, account: 0, signIn: 0 } } },
    );
    try {
      const stranger = new Visitor(test.baseUrl);
      expect((await test.get('/goals')).status).toBe(200);
      expect((await stranger.get('/goals')).status).toBe(401);
      gate.shut();
      const statuses = new Set<number>();
      for (let n = 0; n < 12; n++) {
        statuses.add((await test.get('/goals')).status);
        statuses.add((await stranger.get('/goals')).status);
      }
      expect([...statuses]).toEqual([503]);
      expect((await test.get('/health/ready')).status).toBe(503);
      expect((await test.get('/health')).status).toBe(200);
    } finally {
      await test.stop();
    }
  });
});

/** A way to the database that can be shut: what is open is cut, what comes is refused. */
async function passage(to: URL): Promise<{ port: number; shut(): void }> {
  const open = new Set<{ destroy(): void }>();
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as { port: number }).port,
    shut: () => {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}
