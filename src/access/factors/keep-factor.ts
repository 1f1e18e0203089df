import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access';
import type { SignedIn } from '../current-session';
import { OwnPassword } from '../own-password';
import { RenewSession } from '../renew-session';
import { SessionsRepository } from '../sessions.repository';
import { CheckCode } from './check-code';
import { FactorsRepository } from './factors.repository';
import { tellFactor } from './tell-factor';

/** One's own second factor: showing it and giving it up. Either gives the session another secret. */
@Injectable()
export class KeepFactor {
  constructor(
    private readonly factors: FactorsRepository,
    private readonly sessions: SessionsRepository,
    private readonly check: CheckCode,
    private readonly renew: RenewSession,
    private readonly ownPassword: OwnPassword,
  ) {}

  /** The session is complete, as far as this goes. Returns its new secret. */
  show(principal: Principal, session: SignedIn, code: string): Promise<string> {
    return this.check.accepting(principal, code, 'confirmed', async (tx, shown) => {
      await tellFactor(tx, principal, 'factor.shown', { how: shown });
      return this.renew.execute(tx, session.sessionId, true);
    });
  }

  /** All other sessions of the person end. Returns this session's new secret. */
  async remove(
    principal: Principal,
    session: SignedIn,
    input: { readonly password: string; readonly code: string },
  ): Promise<string> {
    await this.ownPassword.mustBe(principal, input.password, 'password');
    return this.check.accepting(principal, input.code, 'confirmed', async (tx) => {
      await this.factors.remove(tx, principal.accountId);
      await this.sessions.endAllOf(tx, principal.personId, session.sessionId);
      await tellFactor(tx, principal, 'factor.removed');
      return this.renew.execute(tx, session.sessionId, false);
    });
  }
}
