import multipart from '@fastify/multipart';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** Route config of the handlers that read a multipart body themselves. */
export const MULTIPART = { multipart: true } as const;

/**
 * Lets routes that say so (`@RouteConfig(MULTIPART)`) receive files. On every other one a multipart body is
 * refused like any content nobody asked for; nothing would have read it.
 */
export async function acceptMultipart(app: NestFastifyApplication): Promise<void> {
  // What is too large is refused by whoever counts, not by an error of the plugin's own.
  await app.register(multipart, { throwFileSizeLimit: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preParsing', (request: FastifyRequest, _reply, payload, done) => {
      done(isMisplaced(request) ? Object.assign(new Error('multipart'), { statusCode: 415 }) : null, payload);
    });
}

function isMisplaced(request: FastifyRequest): boolean {
  if (request.is404 || !/^multipart\//i.test(request.headers['content-type'] ?? '')) return false;
  return !('multipart' in request.routeOptions.config);
}
