import { Injectable } from '@nestjs/common';
import { type Actor, recordEvents } from '../audit';
import type { Tx } from '../platform/database';
import { notFound, Problem } from '../platform/http';
import { AccountsRepository } from './accounts.repository';
import { EndAccess } from './end-access';
import { FactorsRepository } from './factors/factors.repository';
import { GrantRole } from './grant-role';
import { Passwords } from './passwords';
import type { NewAccountView, PersonView } from './people.dto';
import { PeopleRepository } from './people.repository';
import { oneTimePassword } from './secrets';

/** What people sign in with: opening, closing, and new one-time passwords. */
@Injectable()
export class KeepAccounts {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly factors: FactorsRepository,
    private readonly people: PeopleRepository,
    private readonly access: EndAccess,
    private readonly passwords: Passwords,
    private readonly roles: GrantRole,
  ) {}

  async isTaken(tx: Tx, login: string): Promise<boolean> {
    return (await this.accounts.idOf(tx, login)) !== null;
  }

  async add(tx: Tx, actor: Actor, person: PersonView, login: string): Promise<NewAccountView> {
    if (await this.isTaken(tx, login)) throw new Problem('conflict', 'account.taken', { login });
    const password = oneTimePassword();
    await this.accounts.add(tx, { personId: person.id, login, hash: await this.passwords.hash(password) });
    await this.tell(tx, actor, 'account.added', person, login);
    return { person: await this.people.one(person.id, tx), login, oneTimePassword: password };
  }

  /** A new one-time password; the old one, all sessions and tokens end, and wrong attempts are forgiven. */
  async resetPassword(tx: Tx, actor: Actor, person: PersonView, login: string): Promise<NewAccountView> {
    const id = await this.idOf(tx, person, login);
    const password = oneTimePassword();
    await this.accounts.setPassword(tx, id, await this.passwords.hash(password), true);
    const ended = await this.access.everythingOf(tx, actor, person.id);
    await this.tell(tx, actor, 'password.reset', person, login, ended);
    return { person: await this.people.one(person.id, tx), login, oneTimePassword: password };
  }

  /** A closed account signs in no more, and its sessions are over at once. */
  async setDisabled(
    tx: Tx,
    actor: Actor,
    person: PersonView,
    { login, disabled }: { login: string; disabled: boolean },
  ): Promise<PersonView> {
    const id = await this.idOf(tx, person, login);
    if (disabled && administers(person) && !hasOther(person, login))
      await this.roles.mustLeaveOne(tx, person.id);
    await this.accounts.setDisabled(tx, id, disabled);
    if (disabled) await this.access.sessionsOf(tx, person.id);
    await this.tell(tx, actor, disabled ? 'account.disabled' : 'account.enabled', person, login);
    return this.people.one(person.id, tx);
  }

  /** For whoever has lost the application and the recovery codes. Sessions and tokens end; the password stays. */
  async resetFactor(tx: Tx, actor: Actor, person: PersonView, login: string): Promise<PersonView> {
    const id = await this.idOf(tx, person, login);
    if (!(await this.factors.remove(tx, id))) throw new Problem('conflict', 'factor.none_of', { login });
    const ended = await this.access.everythingOf(tx, actor, person.id);
    await this.tell(tx, actor, 'factor.reset', person, login, ended);
    return this.people.one(person.id, tx);
  }

  /** Forgives wrong passwords and wrong codes. */
  async unlock(tx: Tx, actor: Actor, person: PersonView, login: string): Promise<PersonView> {
    const id = await this.idOf(tx, person, login);
    await this.accounts.forgiveAttempts(tx, id);
    await this.factors.forgiveAttempts(tx, id);
    await this.tell(tx, actor, 'account.unlocked', person, login);
    return this.people.one(person.id, tx);
  }

  /** The id of an account of this person. Throws 404. */
  async idOf(tx: Tx, person: PersonView, login: string): Promise<number> {
    const isOwn = person.accounts.some((account) => account.login === login);
    const id = isOwn ? await this.accounts.idOf(tx, login) : null;
    if (id === null) throw notFound('account.not_found', { login: login.slice(0, 64) });
    return id;
  }

  private tell(
    tx: Tx,
    actor: Actor,
    action: string,
    person: PersonView,
    login: string,
    more: object = {},
  ): Promise<void> {
    return recordEvents(tx, [
      { actor, action, subject: login, details: { personId: person.id, name: person.name, ...more } },
    ]);
  }
}

const administers = ({ roles }: PersonView): boolean => roles.some(({ role }) => role === 'administrator');

/** Whether another account of the person stays open. */
const hasOther = ({ accounts }: PersonView, login: string): boolean =>
  accounts.some((account) => account.login !== login && !account.disabled);
