import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';

const CHANNEL = 'fastify.initialization';

/** Runs `start` and returns what it made, with every route (`GET /api/v1/goals`) the server in it came to serve. */
export async function withServedRoutes<Made>(
  start: () => Promise<Made>,
): Promise<{ readonly made: Made; readonly routes: readonly string[] }> {
  const routes = new Set<string>();
  const listen = (message: unknown): void => {
    const { fastify } = message as { fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (one !== 'HEAD') routes.add(`${one} ${url}`);
    });
  };
  subscribe(CHANNEL, listen);
  try {
    return { made: await start(), routes: [...routes].sort() };
  } finally {
    unsubscribe(CHANNEL, listen);
  }
}
