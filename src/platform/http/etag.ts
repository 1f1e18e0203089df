import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from './problem';

/** A strong entity tag (RFC 9110) of whatever text names the state of a thing. */
export const etag = (state: string | number): string => `"${state}"`;

/** The `If-Match` header, where sent. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest>().headers['if-match'],
);

/**
 * Lets an edit through only when it was made on the state that is still there.
 * Throws 428 when the caller did not say what it edited, 400 for `*`, which names no state, and 412, or what is
 * `changed` of the thing, when somebody else was faster.
 */
export function requireMatch(
  ifMatch: string | undefined,
  current: string,
  changed = new Problem('precondition_failed', 'precondition.failed', { current }),
): void {
  if (ifMatch === undefined) throw new Problem('precondition_required', 'precondition.required', { current });
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (tags.includes('*')) throw new Problem('invalid', 'precondition.any', { current });
  if (!tags.includes(current)) throw changed;
}
