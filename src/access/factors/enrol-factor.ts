import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access';
import { Transactions } from '../../platform/database';
import { Problem } from '../../platform/http';
import { Secrets } from '../../platform/secrets';
import type { SignedIn } from '../current-session';
import { OwnPassword } from '../own-password';
import { RenewSession } from '../renew-session';
import { CheckCode, purposeOf } from './check-code';
import type { NewFactorView } from './factor.dto';
import { FactorsRepository } from './factors.repository';
import { newRecoveryCodes, recoveryDigest } from './recovery-codes';
import { tellFactor } from './tell-factor';
import { newTotpSecret, totpAddress } from './totp';

/** Getting a second factor: a secret first, which counts once a code has confirmed it. */
@Injectable()
export class EnrolFactor {
  constructor(
    private readonly transactions: Transactions,
    private readonly factors: FactorsRepository,
    private readonly check: CheckCode,
    private readonly renew: RenewSession,
    private readonly ownPassword: OwnPassword,
    private readonly secrets: Secrets,
  ) {}

  /** A secret for the application that shows codes. Throws 400, 409. */
  async begin(principal: Principal, session: SignedIn, password: string): Promise<NewFactorView> {
    mustBeFurther(session);
    await this.ownPassword.mustBe(principal, password, 'password');
    const { accountId, login } = principal;
    const secret = newTotpSecret();
    await this.transactions.write(async (tx) => {
      const sealed = this.secrets.encrypt(secret, purposeOf(accountId));
      if (!(await this.factors.begin(tx, accountId, sealed))) throw new Problem('conflict', 'factor.present');
      await tellFactor(tx, principal, 'factor.begun');
    });
    return { secret, address: totpAddress(secret, login) };
  }

  /** Returns the session's new secret, for which the factor is shown, and the recovery codes. */
  confirm(
    principal: Principal,
    session: SignedIn,
    code: string,
  ): Promise<{ readonly secret: string; readonly recoveryCodes: string[] }> {
    mustBeFurther(session);
    return this.check.accepting(principal, code, 'unconfirmed', async (tx) => {
      const recoveryCodes = newRecoveryCodes();
      const digests = recoveryCodes.flatMap((one) => recoveryDigest(one) ?? []);
      await this.factors.confirm(tx, principal.accountId, digests);
      await tellFactor(tx, principal, 'factor.confirmed');
      return { secret: await this.renew.execute(tx, session.sessionId, true), recoveryCodes };
    });
  }
}

/** Whoever has only a password somebody else gave replaces that first. */
function mustBeFurther({ needs }: SignedIn): void {
  if (needs === 'password' || needs === 'factor') throw new Problem('forbidden', `session.needs_${needs}`);
}
