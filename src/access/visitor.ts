import type { FastifyRequest } from 'fastify';
import { sessionSecret } from './session-cookie';

/** Where a sign-in comes from. */
export interface Visitor {
  readonly address: string;
  readonly agent: string | null;
  /** The secret of the session that the browser still carries: the new one takes its place. */
  readonly carried: string | null;
}

export const visitorOf = (request: FastifyRequest): Visitor => ({
  address: request.ip,
  agent: request.headers['user-agent'] ?? null,
  carried: sessionSecret(request),
});
