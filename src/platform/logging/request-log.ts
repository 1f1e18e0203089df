import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KnownRequest } from '../http';

/** One line for each answer. The pattern of the route, never the address itself: secrets may stand in that. */
export function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  const line = {
    method: request.method,
    route: request.routeOptions.url ?? null,
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
    protocol: request.protocol,
    address: request.ip,
    accountId: (request as KnownRequest).principal?.accountId ?? null,
    // The reader went away before the end, or the answer broke off.
    ...(reply.raw.writableEnded ? {} : { cut: true }),
  };
  if (reply.statusCode === 500) request.log.error(line, 'answered');
  else if (reply.statusCode > 500) request.log.warn(line, 'answered');
  else request.log.info(line, 'answered');
}
