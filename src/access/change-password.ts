import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import { Transactions } from '../platform/database';
import { Problem } from '../platform/http';
import { AccountsRepository } from './accounts.repository';
import type { SignedIn } from './current-session';
import { OwnPassword } from './own-password';
import { Passwords } from './passwords';
import { RenewSession } from './renew-session';
import { SessionsRepository } from './sessions.repository';

/** Replaces one's own password. All other sessions of the person end, and this one gets another secret. */
@Injectable()
export class ChangePassword {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly renew: RenewSession,
    private readonly passwords: Passwords,
    private readonly ownPassword: OwnPassword,
  ) {}

  /** Returns the session's new secret. Throws 400 naming the field that is wrong. */
  async execute(
    principal: Principal,
    session: SignedIn,
    input: { readonly current: string; readonly password: string },
  ): Promise<string> {
    await this.ownPassword.mustBe(principal, input.current, 'current');
    return this.transactions.write(async (tx) => {
      const account = await this.accounts.forEdit(tx, principal.accountId);
      if (account === null) throw new Problem('unauthenticated', 'session.ended');
      await this.passwords.mustBeFit(tx, account, input.password);
      await this.accounts.setPassword(tx, account.id, await this.passwords.hash(input.password), false);
      const ended = await this.sessions.endAllOf(tx, principal.personId, session.sessionId);
      const secret = await this.renew.execute(tx, session.sessionId, session.strong);
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
