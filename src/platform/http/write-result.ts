import type { FastifyReply } from 'fastify';

/** What a write answers; kept with its idempotency key in the transaction of the fact itself. */
export interface WriteResult {
  readonly status: 200 | 201 | 202;
  readonly body: object;
  readonly etag?: string;
  readonly location?: string;
}

/** Gives a write's answer: status, ETag and Location as they were the first time. */
export function sendWrite(reply: FastifyReply, result: WriteResult): object {
  void reply.status(result.status);
  if (result.etag !== undefined) void reply.header('etag', result.etag);
  if (result.location !== undefined) void reply.header('location', result.location);
  return result.body;
}
