import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../audit';
import { Transactions } from '../platform/database';
import { AccountsRepository } from './accounts.repository';
import { KeepPeople } from './keep-people';

/** The login of the account that opens the product to everybody else. */
const LOGIN = 'admin';

export interface FirstAccount {
  readonly login: string;
  readonly password: string;
}

/** Where there is no account at all, makes the one of an administrator. There is no default password. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly transactions: Transactions,
    private readonly accounts: AccountsRepository,
    private readonly people: KeepPeople,
  ) {}

  /** The account with its one-time password, to be told once; null where somebody can sign in already. */
  make(name: string): Promise<FirstAccount | null> {
    return this.transactions.write(async (tx) => {
      // Replicas that start together take turns: one of them makes it.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('duixian.administrators'))`);
      if (await this.accounts.any(tx)) return null;
      const made = await this.people.add(tx, SYSTEM, {
        name,
        login: LOGIN,
        roles: [{ role: 'administrator' }],
      });
      return { login: made.login, password: made.oneTimePassword };
    });
  }
}
