import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * `__Host-`: the browser sends it back to this very host only, and only over TLS or to its own machine.
 * Strict: no other site's page makes the browser send it.
 */
const NAME = '__Host-duixian';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

export function giveSession(reply: FastifyReply, secret: string): void {
  void reply.header('set-cookie', `${NAME}=${secret}; ${ATTRIBUTES}`);
}

export function takeSession(reply: FastifyReply): void {
  void reply.header('set-cookie', `${NAME}=; Max-Age=0; ${ATTRIBUTES}`);
}

/** The secret of the session cookie; null without one. Two of that name are nobody's honest work. */
export function sessionSecret(request: FastifyRequest): string | null {
  const given = (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${NAME}=`));
  const [only] = given;
  return given.length === 1 && only !== undefined ? only.slice(NAME.length + 1) : null;
}
