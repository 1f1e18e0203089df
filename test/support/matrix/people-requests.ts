import { randomBytes } from 'node:crypto';
import { PASSWORD } from '../accounts';
import { type Ask, type Asked, at, reason, stale } from './asked';
import type { World } from './world';

const login = (): string => `new-${randomBytes(4).toString('hex')}`;

const withPerson =
  (make: (person: Awaited<ReturnType<World['person']>>) => Asked): Ask =>
  async (world) =>
    make(await world.person());

const account = (act: string, reached?: string): Ask =>
  withPerson(({ person: { personId, login: of } }) => ({
    path: `/people/${personId}/accounts/${of}/${act}`,
    ...(reached === undefined ? {} : { reached }),
  }));

/** People, accounts, sessions, settings; and what the record refers to. */
export const PEOPLE: Readonly<Record<string, Ask>> = {
  'POST /api/v1/session': () => ({
    path: '/session',
    body: { login: 'nobody', password: PASSWORD },
    reached: 'session.refused',
  }),
  'GET /api/v1/session': at('/session'),
  'DELETE /api/v1/session': at('/session'),
  'POST /api/v1/session/password': () => ({
    path: '/session/password',
    body: { current: PASSWORD, password: `${PASSWORD}-2` },
    reached: 'password.wrong',
  }),
  'GET /api/v1/session/all': async (world, side, who) => ({
    path: '/session/all',
    shows: `"id":${await world.session(side, who)},`,
  }),
  'DELETE /api/v1/session/all/:id': async (world, side, who) => ({
    path: `/session/all/${await world.session(side, who)}`,
  }),
  'GET /api/v1/session/factor': at('/session/factor'),
  'POST /api/v1/session/factor': () => ({
    path: '/session/factor',
    body: { code: '000000' },
    reached: 'factor.none',
  }),
  'DELETE /api/v1/session/factor': () => ({
    path: '/session/factor',
    body: { password: PASSWORD, code: '000000' },
    reached: 'password.wrong',
  }),
  'POST /api/v1/session/factor/enrol': () => ({
    path: '/session/factor/enrol',
    body: { password: PASSWORD },
    reached: 'password.wrong',
  }),
  'POST /api/v1/session/factor/confirm': () => ({
    path: '/session/factor/confirm',
    body: { code: '000000' },
    reached: 'factor.none',
  }),
  'GET /api/v1/session/oidc': () => ({ path: '/session/oidc', reached: 'oidc.off' }),
  'GET /api/v1/session/oidc/callback': () => ({
    path: '/session/oidc/callback?code=x&state=x',
    reached: 'oidc.attempt_unknown',
  }),
  'GET /api/v1/tokens': async (world, side, who) => ({
    path: '/tokens',
    shows: `"id":${await world.token(side, who)},`,
  }),
  'POST /api/v1/tokens': () => ({
    path: '/tokens',
    body: { name: 'x', scopes: ['record.read'], expiresOn: '2027-01-01', password: PASSWORD },
    reached: 'password.wrong',
  }),
  'DELETE /api/v1/tokens/:id': async (world, side, who) => ({
    path: `/tokens/${await world.token(side, who)}`,
  }),
  'GET /api/v1/people': at('/people'),
  'POST /api/v1/people': () => ({
    path: '/people',
    body: { name: 'x', login: login(), roles: [{ role: 'official', department: 'gov-xifeng' }] },
  }),
  'GET /api/v1/people/:id': withPerson(({ person }) => ({ path: `/people/${person.personId}` })),
  'PATCH /api/v1/people/:id': withPerson(({ person }) => stale(`/people/${person.personId}`, { name: 'y' })),
  'POST /api/v1/people/:id/roles': withPerson(({ person }) =>
    stale(`/people/${person.personId}/roles`, { role: 'official', department: 'gov-xifeng' }),
  ),
  'DELETE /api/v1/people/:id/roles/:grant': withPerson(({ person, grant }) =>
    stale(`/people/${person.personId}/roles/${grant}`),
  ),
  'POST /api/v1/people/:id/accounts': withPerson(({ person }) => ({
    path: `/people/${person.personId}/accounts`,
    body: { login: login() },
  })),
  'POST /api/v1/people/:id/accounts/:login/reset-password': account('reset-password'),
  'POST /api/v1/people/:id/accounts/:login/disable': account('disable'),
  'POST /api/v1/people/:id/accounts/:login/enable': account('enable'),
  'POST /api/v1/people/:id/accounts/:login/unlock': account('unlock'),
  'POST /api/v1/people/:id/accounts/:login/reset-factor': account('reset-factor', 'factor.none_of'),
  'DELETE /api/v1/people/:id/accounts/:login/links': account('links', 'account.not_linked'),
  'GET /api/v1/people/:id/tokens': withPerson(({ person }) => ({
    path: `/people/${person.personId}/tokens`,
  })),
  'DELETE /api/v1/people/:id/tokens/:token': withPerson(({ person, token }) => ({
    path: `/people/${person.personId}/tokens/${token}`,
  })),
  'GET /api/v1/settings': at('/settings'),
  'GET /api/v1/settings/:name': at('/settings/sign_in'),
  'PUT /api/v1/settings/:name': () =>
    stale('/settings/sign_in', { value: { failures: 5, lockMinutes: 30, oneTimeDays: 7 }, reason }),
};

export const REFERENCE: Readonly<Record<string, Ask>> = {
  'GET /api/v1/areas': at('/areas'),
  'GET /api/v1/areas/:code': at('/areas/621000'),
  'GET /api/v1/departments': at('/departments'),
  'GET /api/v1/departments/:code': at('/departments/gov-qingyang'),
  'GET /api/v1/sources': at('/sources'),
  'GET /api/v1/sources/:code': at('/sources/qingyang-press-2025-03-26'),
  'GET /api/v1/indicators': at('/indicators'),
  'GET /api/v1/indicators/:code': at('/indicators/park-power-price'),
  'GET /api/v1/calendar/years': at('/calendar/years'),
  'GET /api/v1/calendar/years/:year': at('/calendar/years/2025'),
  'GET /api/v1/calendar/days': at('/calendar/days?from=2025-01-01&to=2025-01-31'),
  'PUT /api/v1/calendar/years/:year': () =>
    stale('/calendar/years/2025', {
      holidays: [{ date: '2025-01-01', nameZh: '元旦' }],
      workdays: [{ date: '2025-01-26', nameZh: '春节' }],
      source: 'x',
      reason,
    }),
};
