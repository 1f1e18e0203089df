import { randomBytes } from 'node:crypto';
import { PASSWORD } from '../accounts';
import type { Signed } from '../people';
import type { Side } from './table';
import { aFile, type World } from './world';

/** One request, as somebody entitled would make it. */
export interface Asked {
  /** With what its parameters stand for; below `/api/v1` unless it begins with the origin's own. */
  readonly path: string;
  readonly body?: object | FormData;
  readonly headers?: Record<string, string>;
  /** Of a list: a text that is in it where the caller is shown the thing. */
  readonly shows?: string;
  /** The problem that only somebody who may make the request is told of, where it is meant to change nothing. */
  readonly reached?: string;
}

type Ask = (world: World, side: Side, who: Signed | null) => Asked | Promise<Asked>;

/** A state nothing is in: whoever may write learns just that, and nothing is written. */
const STALE = { 'if-match': '"0.stale"' };
const STALE_REACHED = 'precondition.failed';
const reason = 'x';
const login = (): string => `new-${randomBytes(4).toString('hex')}`;

const at =
  (path: string): Ask =>
  () => ({ path });

const stale = (path: string, body?: object): Asked => ({
  path,
  ...(body === undefined ? {} : { body }),
  headers: STALE,
  reached: STALE_REACHED,
});

const withPerson =
  (make: (person: Awaited<ReturnType<World['person']>>) => Asked): Ask =>
  async (world) =>
    make(await world.person());

const account = (act: string, reached?: string): Ask =>
  withPerson(({ person: { personId, login: of } }) => ({
    path: `/people/${personId}/accounts/${of}/${act}`,
    ...(reached === undefined ? {} : { reached }),
  }));

const PEOPLE: Readonly<Record<string, Ask>> = {
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

const REFERENCE: Readonly<Record<string, Ask>> = {
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

/** A GET below a goal's code. */
const ofGoal =
  (before: string, after = ''): Ask =>
  (world, side) => ({ path: `/${before}/${world.of(side).goal}${after}` });

const changeOfGoal =
  (before: string, after: string, body: object): Ask =>
  (world, side) =>
    stale(`/${before}/${world.of(side).goal}/${after}`, body);

const decision =
  (act: string, body?: object): Ask =>
  async (world, side) =>
    stale(`/terms-proposals/${await world.proposal(side)}/${act}`, body);

const COMMITMENTS: Readonly<Record<string, Ask>> = {
  'GET /api/v1/goals': (world, side) => ({ path: '/goals?limit=200', shows: `"${world.of(side).goal}"` }),
  'GET /api/v1/goals/:code': ofGoal('goals'),
  'GET /api/v1/goals/:code/terms': ofGoal('goals', '/terms'),
  'POST /api/v1/goals/:code/terms': changeOfGoal('goals', 'terms', {
    effectiveFrom: '2025-09-01',
    reason,
    target: '90000',
    baseline: { value: '1', at: '2024-12-31', basis: 'stated' },
    stages: [{ at: '2025-10-31', value: '80000' }],
  }),
  'POST /api/v1/goals/:code/provisional-baseline': changeOfGoal('goals', 'provisional-baseline', { reason }),
  'GET /api/v1/programmes': (world, side) => ({
    path: '/programmes',
    shows: `"code":"${world.of(side).programme}"`,
  }),
  'GET /api/v1/programmes/:code': (world, side) => ({ path: `/programmes/${world.of(side).programme}` }),
  'GET /api/v1/terms-proposals': async (world, side) => {
    await world.proposal(side);
    return { path: '/terms-proposals', shows: `"goalCode":"${world.of(side).goal}"` };
  },
  'GET /api/v1/terms-proposals/:id': async (world, side) => ({
    path: `/terms-proposals/${await world.proposal(side)}`,
  }),
  'POST /api/v1/terms-proposals/:id/approve': decision('approve'),
  'POST /api/v1/terms-proposals/:id/reject': decision('reject', { reason }),
  'POST /api/v1/terms-proposals/:id/withdraw': decision('withdraw'),
  'GET /api/v1/commitments/:code/closings': ofGoal('commitments', '/closings'),
  'POST /api/v1/commitments/:code/close': changeOfGoal('commitments', 'close', { verdict: 'missed', reason }),
  'POST /api/v1/commitments/:code/reopen': changeOfGoal('commitments', 'reopen', { reason }),
};

const ofFigure =
  (after = ''): Ask =>
  async (world, side) => ({ path: `/actuals/${(await world.figure(side)).id}${after}` });

const changeOfFigure =
  (act: string, body?: object): Ask =>
  async (world, side) =>
    stale(`/actuals/${(await world.figure(side)).id}/${act}`, body);

const FIGURES: Readonly<Record<string, Ask>> = {
  'GET /api/v1/actuals': async (world, side) => ({
    path: '/actuals?limit=200&sort=-recordedAt',
    shows: `"id":"${(await world.figure(side)).id}"`,
  }),
  'GET /api/v1/actuals/:id': ofFigure(),
  'GET /api/v1/actuals/:id/history': ofFigure('/history'),
  'POST /api/v1/actuals': (world, side) => ({ path: '/actuals', body: world.anActual(side) }),
  'POST /api/v1/actuals/:id/corrections': changeOfFigure('corrections', { value: '1', reason }),
  'POST /api/v1/actuals/:id/withdraw': changeOfFigure('withdraw', { reason }),
  'POST /api/v1/actuals/:id/accept': changeOfFigure('accept'),
  'POST /api/v1/actuals/:id/return': changeOfFigure('return', { reason }),
  'GET /api/v1/drafts': async (world, side, who) => ({
    path: '/drafts?limit=200',
    shows: `"id":${(await world.draft(side, who)).id},`,
  }),
  'GET /api/v1/drafts/:indicator/:area/:definition/:period': async (world, side, who) => ({
    path: (await world.draft(side, who)).address,
  }),
  'PUT /api/v1/drafts/:indicator/:area/:definition/:period': (world, side) => ({
    path: `/drafts/${world.of(side).indicator}/621000/standard/${world.nextPeriod()}`,
    body: { value: '1' },
  }),
  'DELETE /api/v1/drafts/:indicator/:area/:definition/:period': async (world, side, who) => ({
    path: (await world.draft(side, who)).address,
    headers: STALE,
    reached: 'draft.changed',
  }),
  'POST /api/v1/drafts/submit': async (world, side, who) => ({
    path: '/drafts/submit',
    body: { ids: [(await world.draft(side, who)).id] },
  }),
  'GET /api/v1/reviews': async (world, side) => ({
    path: '/reviews?limit=200',
    shows: `"id":"${(await world.figure(side)).id}"`,
  }),
  'POST /api/v1/reviews/preview': async (world, side) => ({
    path: '/reviews/preview',
    body: { items: [await world.figure(side)] },
    shows: '"fate":"ready"',
  }),
  'POST /api/v1/reviews/accept': async (world, side, who) => {
    const items = [await world.figure(side)];
    const { body } = await (who ?? world.test.other).post<{ digest: string }>('/reviews/preview', { items });
    return { path: '/reviews/accept', body: { items, previewed: body.digest } };
  },
  'POST /api/v1/reviews/return': async (world, side) => ({
    path: '/reviews/return',
    body: { items: [await world.figure(side)], reason },
  }),
  'POST /api/v1/evidence': () => ({ path: '/evidence', body: aFile() }),
  'GET /api/v1/evidence/:id': async (world, side) => ({ path: `/evidence/${await world.evidence(side)}` }),
  'GET /api/v1/evidence/:id/content': async (world, side) => ({
    path: `/evidence/${await world.evidence(side)}/content`,
  }),
  'GET /api/v1/period-locks': at('/period-locks'),
  'POST /api/v1/period-locks': () => ({ path: '/period-locks', body: { upTo: '2019-12-31', reason } }),
  'GET /api/v1/period-locks/:id': async (world) => ({ path: `/period-locks/${await world.lock()}` }),
  'POST /api/v1/period-locks/:id/lift': async (world) => ({
    path: `/period-locks/${await world.lock()}/lift`,
    body: { reason },
  }),
  'POST /api/v1/period-locks/:id/exceptions': async (world) => ({
    path: `/period-locks/${await world.lock()}/exceptions`,
    body: { department: 'gov-xifeng', expiresAt: '2027-01-01T00:00:00Z', reason },
  }),
};

const PROGRESS_AND_TRAIL: Readonly<Record<string, Ask>> = {
  'GET /api/v1/progress': (world, side) => ({
    path: '/progress?limit=200',
    shows: `"code":"${world.of(side).goal}"`,
  }),
  'GET /api/v1/progress/:code': ofGoal('progress'),
  'GET /api/v1/progress/:code/preview': async (world, side) => ({
    path: `/progress/${world.of(side).goal}/preview?proposal=${await world.proposal(side)}`,
  }),
  'GET /api/v1/progress/:code/history': ofGoal('progress', '/history'),
  'GET /api/v1/reports/:report.csv': (world, side) => ({
    path: '/reports/progress.csv?header=machine',
    shows: `\n${world.of(side).goal},`,
  }),
  'GET /api/v1/reporting/matrix': (world, side) => ({
    path: '/reporting/matrix?from=2026-01&to=2026-12&limit=200',
    shows: `"${world.of(side).indicator}"`,
  }),
  'GET /api/v1/reporting/owed': (world, side) => ({
    path: `/reporting/owed?indicator=${world.of(side).indicator}`,
    shows: `"${world.of(side).indicator}"`,
  }),
  'GET /api/v1/job-runs': at('/job-runs'),
  'GET /api/v1/job-runs/:id': at('/job-runs/1'),
  'GET /api/v1/audit-events': at('/audit-events'),
  'GET /api/v1/audit-events.csv': at('/audit-events.csv'),
  'GET /api/v1/audit/chain': at('/audit/chain'),
  'POST /api/v1/job-runs': () => ({ path: '/job-runs', body: { asOf: '2025-03-31' } }),
};

/** How each route is asked; the rest are asked by their own address. */
export const REQUESTS: Readonly<Record<string, Ask>> = {
  ...PEOPLE,
  ...REFERENCE,
  ...COMMITMENTS,
  ...FIGURES,
  ...PROGRESS_AND_TRAIL,
};

/** The request of a route that takes nothing: its own address, with a file where any would do. */
const plain = (route: string): Asked => ({
  path: route.slice(route.indexOf(' ') + 1).replace('*', 'swagger-ui.css'),
});

/** Makes the request as `who`, anonymously where null. */
export async function ask(
  world: World,
  route: string,
  side: Side,
  who: Signed | null,
): Promise<{ readonly asked: Asked; readonly status: number; readonly text: string }> {
  const known = REQUESTS[route];
  const asked = known === undefined ? plain(route) : await known(world, side, who);
  const { baseUrl } = world.test;
  const base = known === undefined ? new URL(baseUrl).origin : baseUrl;
  const json = asked.body !== undefined && !(asked.body instanceof FormData);
  const response = await fetch(`${base}${asked.path}`, {
    method: route.slice(0, route.indexOf(' ')),
    redirect: 'manual',
    headers: {
      ...who?.credentials,
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...asked.headers,
    },
    ...(asked.body === undefined
      ? {}
      : { body: asked.body instanceof FormData ? asked.body : JSON.stringify(asked.body) }),
  });
  return { asked, status: response.status, text: await response.text() };
}
