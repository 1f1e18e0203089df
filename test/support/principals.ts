import type { Principal } from '../../src/domain/access';

/** Somebody with these grants; an administrator unless said otherwise. */
export const aPrincipal = (changes: Partial<Principal> = {}): Principal => ({
  personId: 1,
  accountId: 1,
  login: 'admin',
  name: '管理员',
  grants: [{ role: 'administrator', departments: null, areas: null }],
  via: 'session',
  scopes: null,
  address: '127.0.0.1',
  ...changes,
});
