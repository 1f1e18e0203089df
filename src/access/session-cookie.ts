import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * `__Host-`: the browser sends it back to this very host only, and only over TLS or to its own machine.
 * Strict: no other site's page makes the browser send it.
 */
const NAME = '__Host-duixian';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** As `NAME`, but sent when the identity provider sends the browser back: that comes from another site. */
const ATTEMPT = '__Host-duixian-oidc';
const ATTEMPT_ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Lax';

export function giveSession(reply: FastifyReply, secret: string): void {
  void reply.header('set-cookie', `${NAME}=${secret}; ${ATTRIBUTES}`);
}

export function takeSession(reply: FastifyReply): void {
  void reply.header('set-cookie', `${NAME}=; Max-Age=0; ${ATTRIBUTES}`);
}

export function giveAttempt(reply: FastifyReply, secret: string, seconds: number): void {
  void reply.header('set-cookie', `${ATTEMPT}=${secret}; Max-Age=${seconds}; ${ATTEMPT_ATTRIBUTES}`);
}

export function takeAttempt(reply: FastifyReply): void {
  void reply.header('set-cookie', `${ATTEMPT}=; Max-Age=0; ${ATTEMPT_ATTRIBUTES}`);
}

/** The secret of the session cookie; null without one. Two of that name are nobody's honest work. */
export const sessionSecret = (request: FastifyRequest): string | null => only(valuesOf(request, NAME));

/** Whether there is a session cookie at all, good or not. */
export const carriesSession = (request: FastifyRequest): boolean => valuesOf(request, NAME).length > 0;

export const attemptSecret = (request: FastifyRequest): string | null => only(valuesOf(request, ATTEMPT));

const only = ([first, ...more]: readonly string[]): string | null =>
  first === undefined || more.length > 0 ? null : first;

function valuesOf(request: FastifyRequest, name: string): string[] {
  return (request.headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
