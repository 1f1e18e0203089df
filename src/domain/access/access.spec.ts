import { conflictOfDuties, type Permission, type Principal, reachOf, type Role } from '.';

const principal = (changes: Partial<Principal> = {}): Principal => ({
  personId: 1,
  accountId: 1,
  login: 'wang',
  name: '王',
  grants: [],
  via: 'session',
  scopes: null,
  address: '127.0.0.1',
  ...changes,
});
const holding = (role: Role, departments: number[] | null = null, areas: number[] | null = null) => ({
  role,
  departments,
  areas,
});

describe('where a permission reaches', () => {
  it.each<[string, Principal, Permission, unknown]>([
    ['nobody in particular: nowhere', principal(), 'record.read', null],
    ['one’s own session is one’s own without any role', principal(), 'self.manage', 'everywhere'],
    ['but not a token’s', principal({ via: 'token', scopes: ['record.read'] }), 'self.manage', null],
    [
      'an official logs in the own department',
      principal({ grants: [holding('official', [3, 4])] }),
      'actual.log',
      [{ departments: [3, 4], areas: null }],
    ],
    ['an official reviews nowhere', principal({ grants: [holding('official', [3])] }), 'actual.review', null],
    [
      'a departmental role without a department reaches nothing',
      principal({ grants: [holding('official')] }),
      'actual.log',
      [{ departments: [], areas: null }],
    ],
    [
      'a supervisor acts everywhere',
      principal({ grants: [holding('supervisor')] }),
      'actual.review',
      'everywhere',
    ],
    [
      'the wider of two roles counts',
      principal({ grants: [holding('official', [3]), holding('leader')] }),
      'record.read',
      'everywhere',
    ],
    [
      'two departments are two reaches',
      principal({ grants: [holding('official', [3], [7]), holding('official', [5])] }),
      'actual.log',
      [
        { departments: [3], areas: [7] },
        { departments: [5], areas: null },
      ],
    ],
    [
      'an administrator enters nothing',
      principal({ grants: [holding('administrator')] }),
      'actual.log',
      null,
    ],
    ['an auditor reads the trail', principal({ grants: [holding('auditor')] }), 'audit.read', 'everywhere'],
    [
      'a token does not exceed its scopes',
      principal({ grants: [holding('supervisor')], via: 'token', scopes: ['record.read'] }),
      'goal.close',
      null,
    ],
    [
      'nor does its scope exceed the roles',
      principal({ grants: [holding('leader')], via: 'token', scopes: ['goal.close'] }),
      'goal.close',
      null,
    ],
  ])('%s', (_wording, who, permission, reach) => {
    expect(reachOf(who, permission)).toEqual(reach);
  });
});

describe('roles one person cannot hold together', () => {
  it.each<[Role[], [Role, Role] | null]>([
    [['official', 'reviewer'], null],
    [['administrator'], null],
    [['administrator', 'leader'], null],
    [
      ['administrator', 'official'],
      ['administrator', 'official'],
    ],
    [
      ['reviewer', 'administrator'],
      ['administrator', 'reviewer'],
    ],
    [
      ['supervisor', 'administrator'],
      ['administrator', 'supervisor'],
    ],
    [
      ['auditor', 'leader'],
      ['auditor', 'leader'],
    ],
    [['auditor'], null],
  ])('%j: %j', (roles, conflict) => {
    expect(conflictOfDuties(roles)).toEqual(conflict);
  });
});
