import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access';
import { Transactions, type Tx } from '../../platform/database';
import { invalidField, Problem } from '../../platform/http';
import { Secrets, SecretUnreadable } from '../../platform/secrets';
import { Settings } from '../../settings';
import { FactorsRepository, type TriedFactor } from './factors.repository';
import { recoveryDigest } from './recovery-codes';
import { tellFactor } from './tell-factor';
import { stepOfCode } from './totp';

type Shown = 'code' | 'recovery';

/** Binds an encrypted secret to its account: in another row it does not open. */
export const purposeOf = (accountId: number): string => `totp:${accountId}`;

/** Judges codes. Wrong ones are counted over all replicas and lock the factor, as wrong passwords do the account. */
@Injectable()
export class CheckCode {
  constructor(
    private readonly transactions: Transactions,
    private readonly factors: FactorsRepository,
    private readonly secrets: Secrets,
    private readonly settings: Settings,
  ) {}

  /**
   * Does `then` in the transaction that takes the code, so that a code is used up by exactly what it was shown
   * for. Throws 400 for a wrong code, 409 where the factor is not in the state asked for.
   */
  async accepting<T>(
    principal: Principal,
    code: string,
    wanted: 'confirmed' | 'unconfirmed',
    then: (tx: Tx, shown: Shown) => Promise<T>,
  ): Promise<T> {
    const { accountId } = principal;
    const tried = await this.factors.attempt(accountId, await this.settings.value('sign_in'));
    if (tried === 'locked') throw invalidField('code', 'factor.locked');
    if (tried === 'none') throw new Problem('conflict', 'factor.none');
    if (tried.confirmed !== (wanted === 'confirmed'))
      throw new Problem('conflict', tried.confirmed ? 'factor.present' : 'factor.none');
    const done = await this.transactions.write(async (tx) => {
      const shown = await this.take(tx, accountId, tried, code);
      if (shown !== null) {
        await this.factors.forgiveAttempts(tx, accountId);
        return { result: await then(tx, shown) };
      }
      await tellFactor(tx, principal, 'factor.refused');
      return null;
    });
    if (done === null) throw invalidField('code', 'factor.wrong');
    return done.result;
  }

  private async take(tx: Tx, accountId: number, tried: TriedFactor, code: string): Promise<Shown | null> {
    const digest = tried.confirmed ? recoveryDigest(code) : null;
    if (digest !== null)
      return (await this.factors.takeRecoveryCode(tx, accountId, digest)) ? 'recovery' : null;
    const step = stepOfCode(this.open(accountId, tried.secret), code.replace(/\s/g, ''), tried.step);
    return step !== null && (await this.factors.takeStep(tx, accountId, step)) ? 'code' : null;
  }

  /** Throws 409 where the installation has another key than the one that encrypted it. */
  private open(accountId: number, sealed: string): string {
    try {
      return this.secrets.decrypt(sealed, purposeOf(accountId));
    } catch (error) {
      if (error instanceof SecretUnreadable) throw new Problem('conflict', 'factor.unreadable');
      throw error;
    }
  }
}
