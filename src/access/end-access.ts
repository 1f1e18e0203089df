import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit';
import type { Tx } from '../platform/database';
import { SessionsRepository } from './sessions.repository';
import { TokensRepository } from './tokens/tokens.repository';

export interface AccessEnded {
  readonly sessionsEnded: number;
  readonly tokensRevoked: number;
}

/** Ends what a person came in with, whatever the account. */
@Injectable()
export class EndAccess {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly tokens: TokensRepository,
  ) {}

  sessionsOf(tx: Tx, personId: number): Promise<number> {
    return this.sessions.endAllOf(tx, personId);
  }

  /** Tokens too: where a password or a factor may be known to others, what was made with it is not trusted. */
  async everythingOf(tx: Tx, actor: Actor, personId: number): Promise<AccessEnded> {
    return {
      sessionsEnded: await this.sessions.endAllOf(tx, personId),
      tokensRevoked: await this.tokens.revokeAllOf(tx, personId, actor.name),
    };
  }
}
