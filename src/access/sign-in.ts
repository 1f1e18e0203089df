import { Injectable } from '@nestjs/common';
import { type Actor, recordEvents, SYSTEM } from '../audit';
import { Transactions, type Tx } from '../platform/database';
import { Problem } from '../platform/http';
import { Settings } from '../settings';
import { AccountsRepository, type SignInAccount } from './accounts.repository';
import { Passwords } from './passwords';
import { digestOf, newSecret } from './secrets';
import { SessionsRepository } from './sessions.repository';

/** Where a sign-in comes from. */
export interface Visitor {
  readonly address: string;
  readonly agent: string | null;
}

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
   * account is unknown, locked, disabled or the password wrong.
   */
  async withPassword(login: string, password: string, visitor: Visitor): Promise<string> {
    const limit = await this.settings.value('sign_in');
    const account = await this.accounts.attempt(login, limit);
    const known = typeof account === 'string' ? null : account;
    const matches = await this.passwords.matches(password, known?.passwordHash ?? null);
    if (known === null || !matches || known.disabled) {
      await this.tellRefusal(login, known, reasonOf(account), visitor);
      throw new Problem('unauthenticated', 'session.refused', {
        failures: limit.failures,
        minutes: limit.lockMinutes,
      });
    }
    return this.transactions.write(async (tx) => {
      await this.accounts.forgiveAttempts(tx, known.id);
      return this.open(tx, known, visitor, { strong: false, how: 'password' });
    });
  }

  /** Opens a session for an account that has shown who it is in some other way. */
  async open(
    tx: Tx,
    account: Pick<SignInAccount, 'id' | 'personId' | 'name'>,
    { address, agent }: Visitor,
    shown: { readonly strong: boolean; readonly how: string },
  ): Promise<string> {
    const secret = newSecret();
    const sessionId = await this.sessions.begin(tx, {
      digest: digestOf(secret),
      accountId: account.id,
      csrfToken: newSecret(),
      strong: shown.strong,
      address,
      agent,
    });
    await recordEvents(tx, [
      {
        actor: as(account, address),
        action: 'session.begun',
        subject: String(sessionId),
        details: { how: shown.how, agent },
      },
    ]);
    return secret;
  }

  private async tellRefusal(
    login: string,
    account: SignInAccount | null,
    reason: string,
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

function reasonOf(account: SignInAccount | 'locked' | 'unknown'): string {
  if (typeof account === 'string') return account;
  return account.disabled ? 'disabled' : 'password';
}

function as({ id, personId, name }: Pick<SignInAccount, 'id' | 'personId' | 'name'>, address: string): Actor {
  return { name, personId, accountId: id, via: 'session', address };
}
