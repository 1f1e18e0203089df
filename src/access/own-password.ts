import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import { Transactions } from '../platform/database';
import { invalidField } from '../platform/http';
import { Settings } from '../settings';
import { AccountsRepository } from './accounts.repository';
import { Passwords } from './passwords';

/** Asks somebody who is signed in for the password once more, before what a browser left open must not do. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsRepository,
    private readonly passwords: Passwords,
    private readonly settings: Settings,
  ) {}

  /** Counted like a sign-in. Throws 400 naming the field that is wrong. */
  async mustBe(principal: Principal, password: string, field: string): Promise<void> {
    const tried = await this.accounts.attempt(principal.login, await this.settings.value('sign_in'));
    if (typeof tried === 'string') throw invalidField(field, 'password.locked');
    const matches = await this.passwords.matches(password, tried.passwordHash);
    await this.transactions.write(async (tx) => {
      if (matches) await this.accounts.forgiveAttempts(tx, tried.id);
      else
        await recordEvents(tx, [
          { actor: actorOf(principal), action: 'password.refused', subject: principal.login, details: {} },
        ]);
    });
    if (!matches) throw invalidField(field, 'password.wrong');
  }
}
