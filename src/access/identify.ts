import { Injectable } from '@nestjs/common';
import { type Principal, type SessionNeed, sessionNeeds } from '../domain/access';
import { Settings } from '../settings';
import type { SignedIn } from './current-session';
import { Passwords } from './passwords';
import { digestOf } from './secrets';
import { type LiveSession, SessionsRepository } from './sessions.repository';

export interface Identified {
  readonly principal: Principal;
  readonly signedIn: SignedIn | null;
}

/** Finds out who stands behind a secret. Asked for every request: what was revoked is gone with the next one. */
@Injectable()
export class Identify {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly settings: Settings,
    private readonly passwords: Passwords,
  ) {}

  /** By the secret of a session cookie; null where it opens nothing (any more). */
  async bySession(secret: string, address: string): Promise<Identified | null> {
    const live = await this.sessions.live(digestOf(secret), await this.settings.value('session'));
    if (live === null) return null;
    if (live.isStale) await this.sessions.touch(live.id);
    const { accountId, personId, login, name, grants, csrfToken, strong } = live;
    return {
      principal: { accountId, personId, login, name, grants, via: 'session', scopes: null, address },
      signedIn: { sessionId: live.id, csrfToken, strong, needs: await this.needs(live) },
    };
  }

  private async needs(live: LiveSession): Promise<SessionNeed | null> {
    const { strong, byProvider, hasFactor, grants } = live;
    const passwordIsDue = !byProvider && (await this.passwords.isDue(live));
    const { roles: factorRoles } = await this.settings.value('second_factor');
    return sessionNeeds({ passwordIsDue, strong, hasFactor, grants, factorRoles });
  }
}
