import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../../audit';
import { mayAtAll, type Principal } from '../../domain/access';
import { addDays } from '../../domain/calendar';
import { Clock, Transactions, type Tx } from '../../platform/database';
import { invalidField, notFound, Problem } from '../../platform/http';
import type { SignedIn } from '../current-session';
import { OwnPassword } from '../own-password';
import { digestOf } from '../secrets';
import type { MakeTokenInput, NewTokenView } from './tokens.dto';
import { TokensRepository } from './tokens.repository';
import { newToken } from './token-text';

const LONGEST_DAYS = 365;
const MOST_LIVE = 20;

/** Makes and ends tokens. Both are told to the trail; the token itself is told once, to whoever made it. */
@Injectable()
export class KeepTokens {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly tokens: TokensRepository,
    private readonly ownPassword: OwnPassword,
  ) {}

  /** Throws 400 naming the field, 409 where there are too many. */
  async make(principal: Principal, session: SignedIn, input: MakeTokenInput): Promise<NewTokenView> {
    const { name, scopes, expiresOn, password } = input;
    const today = await this.clock.today();
    const last = addDays(today, LONGEST_DAYS);
    if (expiresOn < today || expiresOn > last)
      throw invalidField('expiresOn', 'token.expires_on', { first: today, last });
    const foreign = scopes.find((scope) => !mayAtAll(principal, scope));
    if (foreign !== undefined) throw invalidField('scopes', 'token.scope_not_held', { scope: foreign });
    await this.ownPassword.mustBe(principal, password, 'password');
    const { accountId, login } = principal;
    return this.transactions.write(async (tx) => {
      if ((await this.tokens.countLive(tx, accountId)) >= MOST_LIVE)
        throw new Problem('conflict', 'token.too_many', { most: MOST_LIVE });
      const token = newToken();
      const { strong } = session;
      const view = await this.tokens.add(tx, {
        digest: digestOf(token),
        accountId,
        name,
        scopes,
        strong,
        expiresOn,
      });
      await recordEvents(tx, [
        {
          actor: actorOf(principal),
          action: 'token.made',
          subject: `token ${view.id}`,
          details: { login, name, scopes, expiresOn },
        },
      ]);
      return { ...view, token };
    });
  }

  /** Throws 404. */
  async revoke(
    tx: Tx,
    principal: Principal,
    id: number,
    owner: { personId: number; accountId?: number },
  ): Promise<void> {
    const name = await this.tokens.revoke(tx, id, owner, principal.name);
    if (name === null) throw notFound('token.not_found', { id });
    await recordEvents(tx, [
      {
        actor: actorOf(principal),
        action: 'token.revoked',
        subject: `token ${id}`,
        details: { name, personId: owner.personId },
      },
    ]);
  }
}
