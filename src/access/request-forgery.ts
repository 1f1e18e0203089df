import type { FastifyRequest } from 'fastify';
import { Problem } from '../platform/http';
import { sameSecret } from './secrets';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a write that a page of another site has sent off. Programs send no `Origin`; browsers always do. Ours is
 * `publicOrigin`; what the request itself names as its host is believed only where none is set.
 */
export function mustBeOurOrigin(request: FastifyRequest, publicOrigin: string | null): void {
  const { origin } = request.headers;
  if (origin === undefined || SAFE.has(request.method)) return;
  if (origin !== (publicOrigin ?? `${request.protocol}://${request.host}`))
    throw new Problem('forbidden', 'request.foreign_origin');
}

/** Refuses a write whose sender has the cookie, as any page in that browser, but has not read the token. */
export function mustCarryToken(request: FastifyRequest, token: string): void {
  if (SAFE.has(request.method)) return;
  const given = request.headers['x-csrf-token'];
  if (typeof given !== 'string' || !sameSecret(given, token))
    throw new Problem('forbidden', 'request.csrf_token');
}
