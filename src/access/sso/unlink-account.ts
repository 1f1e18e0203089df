import { Injectable } from '@nestjs/common';
import { type Actor, recordEvents } from '../../audit';
import type { Tx } from '../../platform/database';
import { Problem } from '../../platform/http';
import { EndAccess } from '../end-access';
import { KeepAccounts } from '../keep-accounts';
import type { PersonView } from '../people.dto';
import { PeopleRepository } from '../people.repository';
import { OidcRepository } from './oidc.repository';

/** Takes back whom the identity provider means: whoever that was comes in by it no more, unless linked anew. */
@Injectable()
export class UnlinkAccount {
  constructor(
    private readonly accounts: KeepAccounts,
    private readonly oidc: OidcRepository,
    private readonly people: PeopleRepository,
    private readonly access: EndAccess,
  ) {}

  /** All links of the account; the person's sessions end. Throws 404, and 409 where it has none. */
  async execute(tx: Tx, actor: Actor, person: PersonView, login: string): Promise<PersonView> {
    const links = await this.oidc.unlink(tx, await this.accounts.idOf(tx, person, login));
    if (links.length === 0) throw new Problem('conflict', 'account.not_linked', { login });
    const sessionsEnded = await this.access.sessionsOf(tx, person.id);
    await recordEvents(tx, [
      {
        actor,
        action: 'account.unlinked',
        subject: login,
        details: { personId: person.id, name: person.name, links, sessionsEnded },
      },
    ]);
    return this.people.one(person.id, tx);
  }
}
