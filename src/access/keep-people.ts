import { Injectable } from '@nestjs/common';
import { type Actor, recordEvents } from '../audit';
import type { Tx } from '../platform/database';
import { etag, Problem, requireMatch, type WriteResult } from '../platform/http';
import { GrantRole } from './grant-role';
import { KeepAccounts } from './keep-accounts';
import type { AddPersonInput, ChangePersonInput, NewAccountView, PersonView, RoleInput } from './people.dto';
import { PeopleRepository } from './people.repository';

/** Who is who: people, and the roles they hold. */
@Injectable()
export class KeepPeople {
  constructor(
    private readonly people: PeopleRepository,
    private readonly accounts: KeepAccounts,
    private readonly roles: GrantRole,
  ) {}

  /** A person with an account and roles, and the one-time password somebody must tell them. */
  async add(tx: Tx, actor: Actor, input: AddPersonInput): Promise<NewAccountView> {
    const { name, email = null, login, roles } = input;
    await this.mustBeFree(tx, email, null);
    const id = await this.people.add(tx, { name, email });
    await recordEvents(tx, [
      { actor, action: 'person.added', subject: `person ${id}`, details: { name, email } },
    ]);
    const made = await this.accounts.add(tx, actor, await this.people.one(id, tx), login);
    for (const [index, role] of roles.entries())
      await this.roles.grant(tx, actor, await this.people.one(id, tx), role, `roles.${index}.`);
    return { ...made, person: await this.people.one(id, tx) };
  }

  /** The same; null where the login is taken: nobody's password is set anew behind their back. */
  async addUnlessThere(tx: Tx, actor: Actor, input: AddPersonInput): Promise<NewAccountView | null> {
    return (await this.accounts.isTaken(tx, input.login)) ? null : this.add(tx, actor, input);
  }

  async change(
    tx: Tx,
    actor: Actor,
    id: number,
    ifMatch: string | undefined,
    input: ChangePersonInput,
  ): Promise<WriteResult> {
    const before = await this.forEdit(tx, id, ifMatch);
    const { name = before.name, email = before.email } = input;
    await this.mustBeFree(tx, email, id);
    await this.people.change(tx, id, { name, email });
    await recordEvents(tx, [
      {
        actor,
        action: 'person.changed',
        subject: `person ${id}`,
        details: { before: { name: before.name, email: before.email }, after: { name, email } },
      },
    ]);
    return this.result(tx, id, 200);
  }

  async grant(
    tx: Tx,
    actor: Actor,
    id: number,
    ifMatch: string | undefined,
    role: RoleInput,
  ): Promise<WriteResult> {
    await this.roles.grant(tx, actor, await this.forEdit(tx, id, ifMatch), role, '');
    return this.result(tx, id, 201);
  }

  async revoke(
    tx: Tx,
    actor: Actor,
    id: number,
    ifMatch: string | undefined,
    grantId: number,
  ): Promise<WriteResult> {
    await this.roles.revoke(tx, actor, await this.forEdit(tx, id, ifMatch), grantId);
    return this.result(tx, id, 200);
  }

  private async forEdit(tx: Tx, id: number, ifMatch: string | undefined): Promise<PersonView> {
    const person = await this.people.forEdit(tx, id);
    requireMatch(ifMatch, etag(person.version));
    return person;
  }

  private async mustBeFree(tx: Tx, email: string | null, by: number | null): Promise<void> {
    if (email !== null && (await this.people.emailIsTaken(tx, email, by)))
      throw new Problem('conflict', 'person.email_taken', { email });
  }

  private async result(tx: Tx, id: number, status: 200 | 201): Promise<WriteResult> {
    const body = await this.people.one(id, tx);
    return { status, body, etag: etag(body.version) };
  }
}
