import { createHash } from 'node:crypto';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';

type Directives = Record<string, readonly string[]>;

/** An answer of the API is data: nothing in it is ever run, shown or framed. */
const API_POLICY: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

const DOCS = '/api/docs';
const YEAR_IN_SECONDS = 31_536_000;

/** What a browser could be asked for and the application never asks. */
const PERMISSIONS = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']
  .map((feature) => `${feature}=()`)
  .join(', ');

/** HTTPS is promised to browsers only where the application is reached by it. */
function options(behindTls: boolean): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: { useDefaults: false, directives: API_POLICY },
    strictTransportSecurity: behindTls && { maxAge: YEAR_IN_SECONDS, includeSubDomains: false },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
  };
}

/** Gives every answer the headers that tell browsers what not to do with it; also keeps answers out of caches. */
export async function addSecurityHeaders(app: NestFastifyApplication, behindTls: boolean): Promise<void> {
  await app.register(helmet, options(behindTls));
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', (request, reply, payload, done) => {
    void reply.header('permissions-policy', PERMISSIONS);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    if (request.routeOptions.url?.startsWith(DOCS) === true && typeof payload === 'string') {
      letDocumentationRun(reply, payload);
    }
    done(null, payload);
  });
}

/** The same for an answer that never came to a route: an address that is wrongly encoded or too long. */
export function protectUnrouted(reply: FastifyReply): void {
  void reply
    .header('content-security-policy', written(API_POLICY))
    .header('x-content-type-options', 'nosniff')
    .header('x-frame-options', 'DENY')
    .header('referrer-policy', 'no-referrer')
    .header('permissions-policy', PERMISSIONS)
    .header('cache-control', 'no-store');
}

const written = (policy: Directives): string =>
  Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join(';');

/** For a page that is only to be read and printed: the policy of the API, and the one style of this digest. */
export const pagePolicy = (styleDigest: string): string =>
  written({ ...API_POLICY, 'style-src': [styleDigest] });

/**
 * The page of the API's documentation runs scripts and asks this origin. Its inline styles are allowed one by
 * one, by their digests; inline scripts it has none.
 */
function letDocumentationRun(reply: FastifyReply, html: string): void {
  const styles = digests(html.matchAll(/<style>([^]*?)<\/style>/g));
  const attributes = digests(html.matchAll(/\sstyle="([^"]*)"/g));
  const policy: Directives = {
    ...API_POLICY,
    'script-src': ["'self'"],
    'style-src': ["'self'", ...styles],
    'style-src-attr': ["'unsafe-hashes'", ...attributes],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
  };
  void reply.header('content-security-policy', written(policy));
}

const digests = (found: Iterable<RegExpMatchArray>): string[] =>
  Array.from(found, ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
