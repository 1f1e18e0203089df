import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { mayAtAll } from '../domain/access';
import { SETTINGS, type Settings } from '../platform/config';
import { type Access, ACCESS, Problem, WHILE_INCOMPLETE } from '../platform/http';
import type { SignedIn, SignedInRequest } from './current-session';
import { mustBeOurOrigin, mustCarryToken } from './request-forgery';
import { TellRefusal } from './tell-refusal';

/**
 * The one door: nothing is served that does not say who may call it, and nobody gets past whom the table of
 * permissions does not know. Where a permission reaches is asked behind it, inside the queries.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tell: TellRefusal,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const access = this.declared(context, ACCESS) as Access | undefined;
    try {
      mustBeOurOrigin(request, this.settings.http.publicOrigin);
      mayCall(request, access, this.declared(context, WHILE_INCOMPLETE) === true);
      return true;
    } catch (error) {
      await this.tell.execute(error, request, access ?? null);
      throw error;
    }
  }

  private declared(context: ExecutionContext, key: string): unknown {
    return this.reflector.getAllAndOverride<unknown>(key, [context.getHandler(), context.getClass()]);
  }
}

/** Throws 401 for who is not known, 403 for whom the route is not. */
function mayCall(request: SignedInRequest, access: Access | undefined, whileIncomplete: boolean): void {
  if (access === 'anonymous') return;
  const { principal, signedIn } = request;
  if (principal === undefined) throw request.unknown ?? new Problem('unauthenticated', 'session.required');
  if (signedIn !== undefined) {
    mustCarryToken(request, signedIn.csrfToken);
    mustBeComplete(signedIn, whileIncomplete);
  }
  if (access === undefined || !mayAtAll(principal, access))
    throw new Problem('forbidden', 'permission.denied', { permission: access ?? '' });
}

function mustBeComplete({ needs }: SignedIn, whileIncomplete: boolean): void {
  if (needs !== null && !whileIncomplete) throw new Problem('forbidden', `session.needs_${needs}`);
}
