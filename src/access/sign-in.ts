import { Injectable } from '@nestjs/common';
import { type Actor, type EventFacts, recordEvents, SYSTEM } from '../audit';
import { Transactions, type Tx } from '../platform/database';
import { Problem } from '../platform/http';
import { Settings } from '../settings';
import { AccountsRepository, type SignInAccount } from './accounts.repository';
import { Passwords } from './passwords';
import { digestOf, newSecret } from './secrets';
import { SessionsRepository } from './sessions.repository';
import type { Visitor } from './visitor';

/** Opens a session for who knows the password of an account. */
@Injectable()
export class SignIn {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly passwords: Passwords,
    private readonly settings: Settings,
  ) {}

  /**
   * Returns the secret of a new session. Throws 401, in the same words and after the same time whether the
   * account is unknown, locked, disabled, the password wrong or a one-time password too old.
   */
  async withPassword(login: string, password: string, visitor: Visitor): Promise<string> {
    const limit = await this.settings.value('sign_in');
    const account = await this.accounts.attempt(login, limit);
    const known = typeof account === 'string' ? null : account;
    const reason = await this.refusalOf(account, password, limit.oneTimeDays);
    if (known === null || reason !== null) {
      await this.tellRefusal(login, known, reason, visitor);
      throw new Problem('unauthenticated', 'session.refused', {
        failures: limit.failures,
        minutes: limit.lockMinutes,
      });
    }
    return this.transactions.write(async (tx) => {
      await this.accounts.forgiveAttempts(tx, known.id);
      return this.open(tx, known, visitor, { strong: false, byProvider: false });
    });
  }

  /** Why not; null where nothing speaks against it. The password is compared in any case: it takes long. */
  private async refusalOf(
    account: SignInAccount | string,
    password: string,
    oneTimeDays: number,
  ): Promise<string | null> {
    const isKnown = typeof account !== 'string';
    const matches = await this.passwords.matches(password, isKnown ? account.passwordHash : null);
    if (!isKnown) return account;
    if (account.disabled) return 'disabled';
    if (!matches) return 'password';
    return account.mustChange && account.passwordAgeDays >= oneTimeDays ? 'expired' : null;
  }

  /** Opens a session for an account that has shown who it is in some other way. */
  async open(
    tx: Tx,
    account: Pick<SignInAccount, 'id' | 'personId' | 'name'>,
    { address, agent, carried }: Visitor,
    shown: { readonly strong: boolean; readonly byProvider: boolean },
  ): Promise<string> {
    const replaced = carried === null ? null : await this.sessions.endByDigest(tx, digestOf(carried));
    const secret = newSecret();
    const sessionId = await this.sessions.begin(tx, {
      digest: digestOf(secret),
      accountId: account.id,
      csrfToken: newSecret(),
      strong: shown.strong,
      byProvider: shown.byProvider,
      address,
      agent,
    });
    const actor = as(account, address);
    await recordEvents(tx, [
      ...(replaced === null ? [] : [endedEvent(actor, replaced)]),
      {
        actor,
        action: 'session.begun',
        subject: String(sessionId),
        details: { how: shown.byProvider ? 'provider' : 'password', agent },
      },
    ]);
    return secret;
  }

  private async tellRefusal(
    login: string,
    account: SignInAccount | null,
    reason: string | null,
    { address, agent }: Visitor,
  ): Promise<void> {
    const actor = account === null ? { ...SYSTEM, address } : as(account, address);
    await this.transactions.write((tx) =>
      recordEvents(tx, [
        { actor, action: 'session.refused', subject: login.slice(0, 64), details: { reason, agent } },
      ]),
    );
  }
}

const endedEvent = (actor: Actor, sessionId: number): EventFacts => ({
  actor,
  action: 'session.ended',
  subject: String(sessionId),
  details: { because: 'signed_in_again' },
});

function as({ id, personId, name }: Pick<SignInAccount, 'id' | 'personId' | 'name'>, address: string): Actor {
  return { name, personId, accountId: id, via: 'session', address };
}
