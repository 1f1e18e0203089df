import type { Role } from './permissions';
import type { Grant } from './principal';

/** What a signed-in session still needs before it may do anything but that; null when it is complete. */
export type SessionNeed = 'password' | 'factor' | 'enrolment';

export interface SessionFacts {
  /** The password was given by somebody else, or is older than the policy lets it be. */
  readonly passwordIsDue: boolean;
  /** A second factor was shown, or an identity provider vouches for one. */
  readonly strong: boolean;
  readonly hasFactor: boolean;
  readonly grants: readonly Grant[];
  /** Roles that need a second factor. */
  readonly factorRoles: readonly Role[];
}

/** The factor comes first: who has only the password must not be able to change it. */
export function sessionNeeds(facts: SessionFacts): SessionNeed | null {
  const { passwordIsDue, strong, hasFactor, grants, factorRoles } = facts;
  if (hasFactor && !strong) return 'factor';
  if (passwordIsDue) return 'password';
  return !strong && roleNeedsFactor(grants, factorRoles) ? 'enrolment' : null;
}

export const roleNeedsFactor = (grants: readonly Grant[], factorRoles: readonly Role[]): boolean =>
  grants.some(({ role }) => factorRoles.includes(role));
