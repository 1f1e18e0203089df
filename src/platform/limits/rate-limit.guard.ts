import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerOptions } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import type { RateLimits } from '../config';
import { type KnownRequest, LIMIT, type LimitName, Problem } from '../http';

const WINDOW_MS = 60_000;

/** Which limit counts a request: the one its route names, else by whether anybody is signed in. */
function limitOf(context: ExecutionContext): LimitName {
  const named =
    (Reflect.getMetadata(LIMIT, context.getHandler()) as LimitName | undefined) ??
    (Reflect.getMetadata(LIMIT, context.getClass()) as LimitName | undefined);
  if (named !== undefined) return named;
  return context.switchToHttp().getRequest<KnownRequest>().principal === undefined ? 'anonymous' : 'account';
}

/** The limits by name; exactly one of them counts a request, or none. */
export function throttlers(limits: RateLimits): ThrottlerOptions[] {
  const one = (name: LimitName, limit: number, more: Partial<ThrottlerOptions> = {}): ThrottlerOptions => ({
    name,
    limit,
    ttl: WINDOW_MS,
    skipIf: (context) => limit === 0 || limitOf(context) !== name,
    ...more,
  });
  return [
    one('anonymous', limits.anonymous),
    one('sign-in', limits.signIn),
    one('account', limits.account, {
      getTracker: (request) => String((request as KnownRequest).principal?.accountId),
    }),
  ];
}

/** Counts each request and refuses it past the limit. Stands behind the guard that finds out who asks. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override generateKey(_context: ExecutionContext, tracker: string, name: string): string {
    return `${name}:${tracker}`;
  }

  protected override throwThrottlingException(
    context: ExecutionContext,
    { timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    void context.switchToHttp().getResponse<FastifyReply>().header('retry-after', timeToBlockExpire);
    throw new Problem('too_many', 'request.too_many', { seconds: timeToBlockExpire });
  }
}
