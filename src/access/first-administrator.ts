import { Injectable } from '@nestjs/common';
import { SYSTEM } from '../audit';
import { Transactions, type Tx } from '../platform/database';
import { KeepAccounts } from './keep-accounts';
import { KeepPeople } from './keep-people';
import { PeopleRepository } from './people.repository';

/** The login of the account that opens the product to everybody else. */
const LOGIN = 'admin';

export interface FirstAccount {
  readonly login: string;
  readonly password: string;
}

/** Where nobody who can sign in administers, makes an account that does. There is no default password. */
@Injectable()
export class FirstAdministrator {
  constructor(
    private readonly transactions: Transactions,
    private readonly people: PeopleRepository,
    private readonly accounts: KeepAccounts,
    private readonly keep: KeepPeople,
  ) {}

  /** The account with its one-time password, to be told once; null where somebody administers already. */
  make(name: string): Promise<FirstAccount | null> {
    return this.transactions.write(async (tx) => {
      // Replicas that start together take turns: one of them makes it.
      await this.people.administratorsInTurn(tx);
      if ((await this.people.administrators(tx, null)) > 0) return null;
      const made = await this.keep.add(tx, SYSTEM, {
        name,
        login: await this.freeLogin(tx),
        roles: [{ role: 'administrator' }],
      });
      return { login: made.login, password: made.oneTimePassword };
    });
  }

  private async freeLogin(tx: Tx): Promise<string> {
    let login = LOGIN;
    for (let next = 2; await this.accounts.isTaken(tx, login); next += 1) login = `${LOGIN}-${next}`;
    return login;
  }
}
