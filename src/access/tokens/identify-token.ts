import { Injectable } from '@nestjs/common';
import { type Principal, roleNeedsFactor } from '../../domain/access';
import { Problem } from '../../platform/http';
import { Settings } from '../../settings';
import { Passwords } from '../passwords';
import { digestOf } from '../secrets';
import { isWholeToken } from './token-text';
import { type KnownToken, TokensRepository } from './tokens.repository';

/** Finds out for whom a token acts. Asked for every request: what was revoked is gone with the next one. */
@Injectable()
export class IdentifyToken {
  constructor(
    private readonly tokens: TokensRepository,
    private readonly passwords: Passwords,
    private readonly settings: Settings,
  ) {}

  /** Throws 401 for a token that is none (any more), 403 where its owner has to do something first. */
  async execute(text: string, address: string): Promise<Principal> {
    if (!isWholeToken(text)) throw new Problem('unauthenticated', 'token.malformed');
    const token = await this.tokens.byDigest(digestOf(text));
    if (token === null) throw new Problem('unauthenticated', 'token.unknown');
    mustBeLive(token);
    if (await this.passwords.isDue(token)) throw new Problem('forbidden', 'token.password_due');
    const { roles } = await this.settings.value('second_factor');
    if (!token.strong && roleNeedsFactor(token.grants, roles))
      throw new Problem('forbidden', 'token.needs_factor');
    if (token.isStale) await this.tokens.touch(token.id);
    const { accountId, personId, login, name, grants, scopes } = token;
    return { accountId, personId, login, name, grants, via: 'token', scopes, address };
  }
}

function mustBeLive({ revoked, expired, disabled }: KnownToken): void {
  if (revoked) throw new Problem('unauthenticated', 'token.revoked');
  if (expired) throw new Problem('unauthenticated', 'token.expired');
  if (disabled) throw new Problem('unauthenticated', 'token.account_disabled');
}
