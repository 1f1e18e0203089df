import { hash, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { dictionary } from '@zxcvbn-ts/language-common';
import { MAX_PASSWORD_LENGTH, passwordFinding, passwordPolicy } from '../domain/access';
import type { Tx } from '../platform/database';
import { invalidField } from '../platform/http';
import { Settings } from '../settings';
import { AccountsRepository } from './accounts.repository';

/** The hash of no password: compared with where there is no account, so that both answers take as long. */
const NOBODY = hash('nobody');

const COMMON = new Set<string>(dictionary['passwords-common']);
const isCommon = (password: string): boolean => COMMON.has(password.toLowerCase());

/** Argon2id with the library's defaults, which follow OWASP (19 MiB, two passes). */
@Injectable()
export class Passwords {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly settings: Settings,
  ) {}

  /** Takes as long whether or not there is a hash to compare with. */
  async matches(password: string, kept: string | null): Promise<boolean> {
    // What no password can be is not worth hashing.
    if (password.length > 4 * MAX_PASSWORD_LENGTH) return false;
    const same = await verify(kept ?? (await NOBODY), password);
    return kept !== null && same;
  }

  hash(password: string): Promise<string> {
    return hash(password);
  }

  /** Whether the password has to be replaced: somebody else gave it, or it is older than the policy lets it be. */
  async isDue(account: {
    readonly hasPassword: boolean;
    readonly mustChange: boolean;
    readonly passwordAgeDays: number;
  }): Promise<boolean> {
    if (!account.hasPassword) return false;
    const { rotateDays } = passwordPolicy(await this.settings.value('password'));
    return account.mustChange || (rotateDays > 0 && account.passwordAgeDays >= rotateDays);
  }

  /** Throws 400 naming what speaks against this new password of the account. */
  async mustBeFit(tx: Tx, account: { id: number; login: string }, password: string): Promise<void> {
    const policy = passwordPolicy(await this.settings.value('password', tx));
    const finding = passwordFinding(password, account.login, policy, isCommon);
    if (finding !== null) throw invalidField('password', `password.${finding.code}`, finding.params);
    for (const earlier of await this.accounts.passwordsBefore(tx, account.id, policy.history)) {
      if (await this.matches(password, earlier))
        throw invalidField('password', 'password.used_before', { count: policy.history });
    }
  }
}
