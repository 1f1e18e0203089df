import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Access, ACCESS, Problem } from '../platform/http';
import type { SignedInRequest } from './current-session';
import { Identify } from './identify';
import { sessionSecret } from './session-cookie';

/**
 * Finds out who makes a request and refuses nobody: the limits behind it count by who asks, and only then
 * `AccessGuard` decides.
 */
@Injectable()
export class WhoAsksGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identify: Identify,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    // What is for everybody is answered also while nobody can be looked up.
    const access = this.reflector.getAllAndOverride<Access>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'anonymous') return true;
    const secret = sessionSecret(request);
    if (secret === null) return true;
    const found = await this.identify.bySession(secret, request.ip);
    if (found === null) {
      request.unknown = new Problem('unauthenticated', 'session.ended');
      return true;
    }
    request.principal = found.principal;
    if (found.signedIn !== null) request.signedIn = found.signedIn;
    return true;
  }
}
