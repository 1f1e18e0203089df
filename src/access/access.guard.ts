import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { actorOf, recordEvents } from '../audit';
import { mayAtAll, type Permission, type Principal } from '../domain/access';
import { Transactions } from '../platform/database';
import { type Access, ACCESS, Problem, WHILE_INCOMPLETE } from '../platform/http';
import type { SignedIn, SignedInRequest } from './current-session';
import { mustBeOurOrigin, mustCarryToken } from './request-forgery';

/**
 * The one door: nothing is served that does not say who may call it, and nobody gets past whom the table of
 * permissions does not know. Where a permission reaches is asked behind it, inside the queries.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly transactions: Transactions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const access = this.declared<Access>(context, ACCESS);
    mustBeOurOrigin(request);
    if (access === 'anonymous') return true;
    const { principal, signedIn } = request;
    if (principal === undefined) throw request.unknown ?? new Problem('unauthenticated', 'session.required');
    if (signedIn !== undefined) {
      mustCarryToken(request, signedIn.csrfToken);
      mustBeComplete(signedIn, this.declared<boolean>(context, WHILE_INCOMPLETE) === true);
    }
    if (access === undefined || !mayAtAll(principal, access)) await this.refuse(principal, access, request);
    return true;
  }

  private declared<T>(context: ExecutionContext, key: string): T | undefined {
    return this.reflector.getAllAndOverride<T | undefined>(key, [context.getHandler(), context.getClass()]);
  }

  /** A refusal is told to the trail too: who tries doors should be seen. */
  private async refuse(
    principal: Principal,
    permission: Permission | undefined,
    request: SignedInRequest,
  ): Promise<never> {
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    await this.transactions.write((tx) =>
      recordEvents(tx, [
        {
          actor: actorOf(principal),
          action: 'permission.refused',
          subject: route,
          details: { permission: permission ?? null },
        },
      ]),
    );
    throw new Problem('forbidden', 'permission.denied', { permission: permission ?? '' });
  }
}

function mustBeComplete({ needs }: SignedIn, route: boolean): void {
  if (needs !== null && !route) throw new Problem('forbidden', `session.needs_${needs}`);
}
