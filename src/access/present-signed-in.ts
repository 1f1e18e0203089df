import { mayAtAll, PERMISSIONS, type Principal } from '../domain/access';
import type { SignedIn } from './current-session';
import type { SignedInView } from './session.dto';

export function presentSignedIn(principal: Principal, { csrfToken, needs }: SignedIn): SignedInView {
  const { login, name, personId, grants } = principal;
  return {
    login,
    name,
    personId,
    roles: grants.map(({ role, departments, areas }) => ({ role, departments, areas })),
    permissions: PERMISSIONS.filter((permission) => mayAtAll(principal, permission)),
    csrfToken,
    needs,
  };
}
