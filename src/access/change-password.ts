import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import { Transactions } from '../platform/database';
import { invalidField, Problem } from '../platform/http';
import { Settings } from '../settings';
import { AccountsRepository } from './accounts.repository';
import type { SignedIn } from './current-session';
import { Passwords } from './passwords';
import { digestOf, newSecret } from './secrets';
import { SessionsRepository } from './sessions.repository';

/** Replaces one's own password. All other sessions of the person end, and this one gets another secret. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly passwords: Passwords,
    private readonly settings: Settings,
  ) {}

  /** Returns the session's new secret. Throws 400 naming the field that is wrong. */
  async execute(
    principal: Principal,
    session: SignedIn,
    input: { readonly current: string; readonly password: string },
  ): Promise<string> {
    // Counted like a sign-in: a browser left open is no place to try passwords at.
    const tried = await this.accounts.attempt(principal.login, await this.settings.value('sign_in'));
    if (typeof tried === 'string') throw invalidField('current', 'password.locked');
    if (!(await this.passwords.matches(input.current, tried.passwordHash)))
      throw invalidField('current', 'password.wrong');
    return this.transactions.write(async (tx) => {
      const account = await this.accounts.forEdit(tx, principal.accountId);
      if (account === null) throw new Problem('unauthenticated', 'session.ended');
      await this.passwords.mustBeFit(tx, account, input.password);
      await this.accounts.setPassword(tx, account.id, await this.passwords.hash(input.password), false);
      const ended = await this.sessions.endAllOf(tx, principal.personId, session.sessionId);
      const secret = newSecret();
      await this.sessions.rotate(tx, session.sessionId, {
        digest: digestOf(secret),
        csrfToken: newSecret(),
        strong: session.strong,
      });
      await recordEvents(tx, [
        {
          actor: actorOf(principal),
          action: 'password.changed',
          subject: principal.login,
          details: { sessionsEnded: ended },
        },
      ]);
      return secret;
    });
  }
}
