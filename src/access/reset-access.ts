import { Injectable } from '@nestjs/common';
import type { Actor } from '../audit';
import type { Tx } from '../platform/database';
import { notFound, Problem } from '../platform/http';
import { KeepAccounts } from './keep-accounts';
import type { NewAccountView } from './people.dto';
import { PeopleRepository } from './people.repository';

/** Lets somebody in again whom nobody else can help: the last administrator has no administrator to ask. */
@Injectable()
export class ResetAccess {
  constructor(
    private readonly people: PeopleRepository,
    private readonly accounts: KeepAccounts,
  ) {}

  /**
   * A new one-time password; the account is unlocked and its second factor is gone, and so are sessions and tokens.
   * Throws 404, and 409 for an account that was closed: that is somebody's decision.
   */
  async execute(tx: Tx, actor: Actor, login: string): Promise<NewAccountView> {
    const personId = await this.people.idOfLogin(tx, login);
    if (personId === null) throw notFound('account.unknown', { login: login.slice(0, 64) });
    const person = await this.people.forEdit(tx, personId);
    const account = person.accounts.find((one) => one.login === login);
    if (account?.disabled === true) throw new Problem('conflict', 'account.disabled', { login });
    const made = await this.accounts.resetPassword(tx, actor, person, login);
    if (account?.hasFactor === true) await this.accounts.resetFactor(tx, actor, person, login);
    return made;
  }
}
