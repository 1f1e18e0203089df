import type { Signed } from '../people';
import { unzipped } from '../unzipped';
import { type Ask, type Asked, at, reason, STALE, stale } from './asked';
import { PEOPLE, REFERENCE } from './people-requests';
import type { Side } from './table';
import { aFile, type World } from './world';

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
  'POST /api/v1/imports': () => ({ path: '/imports', body: aFile() }),
  'POST /api/v1/imports/pasted': () => ({ path: '/imports/pasted', body: { text: 'x' } }),
  'GET /api/v1/imports': async (world, side, who) => ({
    path: '/imports',
    shows: `"id":${await world.import(side, who)},`,
  }),
  'GET /api/v1/imports/:id': async (world, side, who) => ({
    path: `/imports/${await world.import(side, who)}`,
  }),
  'GET /api/v1/imports/:id/rows': async (world, side, who) => ({
    path: `/imports/${await world.import(side, who)}/rows`,
  }),
  'POST /api/v1/imports/:id/commit': async (world, side, who) => ({
    path: `/imports/${await world.import(side, who)}/commit`,
    body: { outcome: '0'.repeat(64) },
    reached: 'import.changed',
  }),
  'POST /api/v1/imports/:id/cancel': async (world, side, who) => ({
    path: `/imports/${await world.import(side, who)}/cancel`,
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
  'GET /api/v1/reports/:report.xlsx': (world, side) => ({
    path: '/reports/progress.xlsx?header=machine',
    shows: `>${world.of(side).goal}<`,
  }),
  'GET /api/v1/reports/:report.zip': (world, side) => ({
    path: '/reports/progress.zip',
    shows: `\n${world.of(side).goal},`,
  }),
  'GET /api/v1/bulletins/:of/:code.docx': (world, side) => ({
    path: `/bulletins/departments/${world.of(side).department}.docx`,
  }),
  'GET /api/v1/bulletins/:of/:code.html': (world, side) => ({
    path: `/bulletins/departments/${world.of(side).department}.html`,
  }),
  'GET /api/v1/bulletins/:of/:code.pdf': (world, side) => ({
    path: `/bulletins/programmes/${world.of(side).programme}.pdf`,
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

const A_REPORT = {
  name: 'x',
  report: 'progress',
  face: 'csv',
  options: { header: 'machine' },
  schedule: { every: 'week', day: 1, time: '08:30' },
};

const ofDefinition =
  (after = ''): Ask =>
  async (world, side, who) => ({
    path: `/report-definitions/${await world.definition(side, who)}${after}`,
  });

const ofProduction =
  (after = ''): Ask =>
  async (world, side, who) => {
    const { definition, production } = await world.production(side, who);
    return { path: `/report-definitions/${definition}/productions/${production}${after}` };
  };

const results =
  (face: string): Ask =>
  (world, side) => ({
    path: `/interchange/results.${face}`,
    shows: face === 'xml' ? `-${world.of(side).goal}</iati-identifier>` : `{"code":"${world.of(side).goal}",`,
  });

const published =
  (face: string): Ask =>
  async (world) => {
    await world.publication();
    return { path: `/public/commitments.${face}?lang=en`, shows: 'G01' };
  };

const REPORTS_AND_OPEN_DATA: Readonly<Record<string, Ask>> = {
  'GET /api/v1/report-definitions': async (world, side, who) => ({
    path: '/report-definitions?limit=200&sort=-id',
    shows: `"id":${await world.definition(side, who)},`,
  }),
  'POST /api/v1/report-definitions': () => ({ path: '/report-definitions', body: A_REPORT }),
  'GET /api/v1/report-definitions/:id': ofDefinition(),
  'PUT /api/v1/report-definitions/:id': async (world, side, who) =>
    stale(`/report-definitions/${await world.definition(side, who)}`, A_REPORT),
  'DELETE /api/v1/report-definitions/:id': async (world, side, who) =>
    stale(`/report-definitions/${await world.definition(side, who)}`),
  'GET /api/v1/report-definitions/:definition/productions': ofDefinition('/productions'),
  'POST /api/v1/report-definitions/:definition/productions': async (world, side, who) => ({
    path: `/report-definitions/${await world.definition(side, who)}/productions`,
    body: { asOf: '2025-01-31' },
  }),
  'GET /api/v1/report-definitions/:definition/productions/:id': ofProduction(),
  'GET /api/v1/report-definitions/:definition/productions/:id/content': ofProduction('/content'),
  'GET /api/v1/interchange/results.xml': results('xml'),
  'GET /api/v1/interchange/results.json': results('json'),
  'GET /api/v1/publications': at('/publications'),
  'POST /api/v1/publications': async (world) => ({
    path: '/publications',
    body: { source: await world.unpublishedSource(), reason },
  }),
  'GET /api/v1/publications/:id': async (world) => ({ path: `/publications/${await world.publication()}` }),
  'POST /api/v1/publications/:id/withdraw': async (world) => ({
    path: `/publications/${await world.publication()}/withdraw`,
    body: { reason },
  }),
  'GET /api/v1/public/commitments.json': published('json'),
  'GET /api/v1/public/commitments.csv': published('csv'),
};

/** How each route is asked; the rest are asked by their own address. */
export const REQUESTS: Readonly<Record<string, Ask>> = {
  ...PEOPLE,
  ...REFERENCE,
  ...COMMITMENTS,
  ...FIGURES,
  ...PROGRESS_AND_TRAIL,
  ...REPORTS_AND_OPEN_DATA,
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
  return { asked, status: response.status, text: textOf(Buffer.from(await response.arrayBuffer())) };
}

/** An archive is read by what is in its files. */
const textOf = (body: Buffer): string =>
  body.subarray(0, 4).toString('latin1') === 'PK\x03\x04'
    ? Object.values(unzipped(body)).join('\n')
    : body.toString('utf8');
