import { Injectable } from '@nestjs/common';
import { recordEvents, SYSTEM } from '../../audit';
import { vouchesForFactor } from '../../domain/access';
import { Transactions, type Tx } from '../../platform/database';
import { Problem } from '../../platform/http';
import { digestOf, newSecret } from '../secrets';
import { SignIn } from '../sign-in';
import type { Visitor } from '../visitor';
import { type KnownAccount, OidcRepository } from './oidc.repository';
import { type Identity, Provider } from './provider';

type Refusal = 'unverified' | 'unknown' | 'several';

/** Opens a session for who the identity provider says it is. Makes no accounts: who is unknown is refused. */
@Injectable()
export class SignInByProvider {
  constructor(
    private readonly transactions: Transactions,
    private readonly oidc: OidcRepository,
    private readonly provider: Provider,
    private readonly signIn: SignIn,
  ) {}

  /** Where to send the browser, and the secret by which it is known again. */
  async begin(): Promise<{ readonly address: string; readonly secret: string }> {
    const { address, attempt } = await this.provider.begin();
    const secret = newSecret();
    await this.oidc.begin(digestOf(secret), attempt);
    return { address, secret };
  }

  /** Returns the secret of a new session. Throws 403, 503. */
  async finish(secret: string | null, query: string, visitor: Visitor): Promise<string> {
    const attempt = secret === null ? null : await this.oidc.take(digestOf(secret));
    if (attempt === null) throw new Problem('forbidden', 'oidc.attempt_unknown');
    const identity = await this.provider.finish(query, attempt);
    const done = await this.transactions.write(async (tx) => {
      const account = await this.find(tx, identity, visitor);
      if (typeof account !== 'string') {
        const shown = { strong: vouchesForFactor(identity), byProvider: true };
        return { session: await this.signIn.open(tx, account, visitor, shown) };
      }
      await this.tellRefusal(tx, identity, account, visitor);
      return { refusal: account };
    });
    if (done.refusal !== undefined) throw new Problem('forbidden', `oidc.${done.refusal}`);
    return done.session;
  }

  /** By the link made earlier; else by what the provider has verified, which makes the link. */
  private async find(tx: Tx, identity: Identity, { address }: Visitor): Promise<KnownAccount | Refusal> {
    const { issuer, subject } = identity;
    const linked = await this.oidc.linked(tx, issuer, subject);
    if (linked !== null) return linked.disabled ? 'unknown' : linked;
    const found = await this.byClaim(tx, identity);
    if (typeof found === 'string') return found;
    await this.oidc.link(tx, issuer, subject, found.id);
    await recordEvents(tx, [
      {
        actor: { ...SYSTEM, address },
        action: 'account.linked',
        subject: found.login,
        details: { issuer, subject, claim: this.provider.claim },
      },
    ]);
    return found;
  }

  private async byClaim(tx: Tx, { claim, emailVerified }: Identity): Promise<KnownAccount | Refusal> {
    if (typeof claim !== 'string' || claim === '') return 'unknown';
    const isEmail = this.provider.claim === 'email';
    if (isEmail && !emailVerified) return 'unverified';
    const [first, ...more] = await (isEmail
      ? this.oidc.withEmail(tx, claim)
      : this.oidc.withLogin(tx, claim));
    if (first === undefined) return 'unknown';
    return more.length > 0 ? 'several' : first;
  }

  private async tellRefusal(
    tx: Tx,
    { issuer, subject }: Identity,
    reason: Refusal,
    { address, agent }: Visitor,
  ): Promise<void> {
    await recordEvents(tx, [
      {
        actor: { ...SYSTEM, address },
        action: 'session.refused',
        subject: subject.slice(0, 64),
        details: { reason, issuer, agent },
      },
    ]);
  }
}
