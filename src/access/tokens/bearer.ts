import type { FastifyRequest } from 'fastify';
import { Problem } from '../../platform/http';
import { carriesSession } from '../session-cookie';

/** The token of `Authorization: Bearer …`; null without the header. Throws 401 for any other scheme. */
export function bearerToken(request: FastifyRequest): string | null {
  const { authorization } = request.headers;
  if (authorization === undefined) return null;
  // Which of two would count is nothing to be found out by trying.
  if (carriesSession(request)) throw new Problem('invalid', 'request.two_credentials');
  const [scheme, token, ...more] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || more.length > 0)
    throw new Problem('unauthenticated', 'token.malformed');
  return token;
}
