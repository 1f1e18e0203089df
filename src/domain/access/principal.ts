import { isDepartmental, needsNoRole, type Permission, type Role, roleMay } from './permissions';

/** A role as it is held: where it acts. Ids include what lies below in the tree. */
export interface Grant {
  readonly role: Role;
  /** Departments it acts for; null for a role that acts everywhere. */
  readonly departments: readonly number[] | null;
  /** Areas it is limited to; null for no limit. */
  readonly areas: readonly number[] | null;
}

/** Who makes a request. Made anew for each request: a role that was taken away is gone with the next one. */
export interface Principal {
  /** The human being. Nobody decides on what the same person entered, whatever account was used. */
  readonly personId: number;
  readonly accountId: number;
  readonly login: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly via: 'session' | 'token';
  /** What a token is limited to; null for a session. */
  readonly scopes: readonly Permission[] | null;
  /** Where the request came from. */
  readonly address: string;
}

/** Where a permission reaches: everywhere, or what lies within one of these. */
export type Reach = 'everywhere' | readonly Limits[];

export interface Limits {
  readonly departments: readonly number[];
  readonly areas: readonly number[] | null;
}

/** Where this principal has this permission; null where nowhere. */
export function reachOf(
  principal: Pick<Principal, 'grants' | 'scopes'>,
  permission: Permission,
): Reach | null {
  if (principal.scopes !== null && !principal.scopes.includes(permission)) return null;
  if (needsNoRole(permission)) return 'everywhere';
  const grants = principal.grants.filter(({ role }) => roleMay(role, permission));
  if (grants.length === 0) return null;
  if (grants.some(({ role }) => !isDepartmental(role))) return 'everywhere';
  return grants.map(({ departments, areas }) => ({ departments: departments ?? [], areas }));
}

export const mayAtAll = (principal: Principal, permission: Permission): boolean =>
  reachOf(principal, permission) !== null;
