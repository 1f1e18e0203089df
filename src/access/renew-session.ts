import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database';
import { digestOf, newSecret } from './secrets';
import { SessionsRepository } from './sessions.repository';

/** Gives a session another secret when what it may do changes. */
@Injectable()
export class RenewSession {
  constructor(private readonly sessions: SessionsRepository) {}

  /** Returns the secret; nobody who knew the old one has anything. */
  async execute(tx: Tx, sessionId: number, strong: boolean): Promise<string> {
    const secret = newSecret();
    await this.sessions.rotate(tx, sessionId, { digest: digestOf(secret), csrfToken: newSecret(), strong });
    return secret;
  }
}
