import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Answers under way have so long to come to their end; what still runs is cut, so that the database can be closed. */
const CUT_AFTER_MS = 6_000;
/** Past it nothing of ours is waited for any more: a statement may hang in the database, which can stop all the same. */
const LEAVE_AFTER_MS = 7_500;
const SWEEP_EVERY_MS = 100;

/**
 * Stops in this order: readiness says no; the schedule ends what it is at; nobody new is let in and answers under
 * way are finished; the connections to the database are closed.
 */
export async function stopServing(app: NestFastifyApplication): Promise<void> {
  const server: Server = app.getHttpServer();
  const cut = setTimeout(() => {
    server.closeAllConnections();
  }, CUT_AFTER_MS);
  // A connection that finished its answer is kept open for the next one, which will not come here.
  const sweep = setInterval(() => {
    if (!server.listening) server.closeIdleConnections();
  }, SWEEP_EVERY_MS);
  let leave: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    leave = setTimeout(resolve, LEAVE_AFTER_MS);
  });
  try {
    await Promise.race([app.close(), late]);
  } finally {
    clearTimeout(cut);
    clearInterval(sweep);
    clearTimeout(leave);
  }
}
