import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Access, ACCESS, Problem } from '../platform/http';
import type { SignedInRequest } from './current-session';
import { Identify, type Identified } from './identify';
import { sessionSecret } from './session-cookie';
import { bearerToken } from './tokens/bearer';
import { IdentifyToken } from './tokens/identify-token';

/**
 * Finds out who makes a request and refuses nobody: the limits behind it count by who asks, and only then
 * `AccessGuard` decides.
 */
@Injectable()
export class WhoAsksGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly identify: Identify,
    private readonly identifyToken: IdentifyToken,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    // What is for everybody is answered also while nobody can be looked up.
    const access = this.reflector.getAllAndOverride<Access>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access === 'anonymous') return true;
    try {
      const found = await this.identified(request);
      if (found !== null) {
        request.principal = found.principal;
        if (found.signedIn !== null) request.signedIn = found.signedIn;
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      request.unknown = error;
    }
    return true;
  }

  /** Null without anything to be known by. Throws a Problem where that opens nothing. */
  private async identified(request: SignedInRequest): Promise<Identified | null> {
    const token = bearerToken(request);
    if (token !== null)
      return { principal: await this.identifyToken.execute(token, request.ip), signedIn: null };
    const secret = sessionSecret(request);
    if (secret === null) return null;
    const found = await this.identify.bySession(secret, request.ip);
    if (found === null) throw new Problem('unauthenticated', 'session.ended');
    return found;
  }
}
