import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { SessionNeed } from '../domain/access';
import type { KnownRequest, Problem } from '../platform/http';

/** The browser session a request came with, as far as its own routes need it. */
export interface SignedIn {
  readonly sessionId: number;
  readonly csrfToken: string;
  readonly strong: boolean;
  readonly needs: SessionNeed | null;
}

export interface SignedInRequest extends KnownRequest {
  signedIn?: SignedIn;
  /** Why what it carries to be known by opens nothing. */
  unknown?: Problem;
}

/** The session of the request; null where it came with a token. */
export const CurrentSession = createParamDecorator(
  (_: unknown, context: ExecutionContext): SignedIn | null =>
    context.switchToHttp().getRequest<SignedInRequest>().signedIn ?? null,
);
