import { ROLES, type Role } from '../../../src/domain/access';

export type Caller = 'anonymous' | Role;

export const CALLERS: readonly Caller[] = ['anonymous', ...ROLES];

/**
 * Who may what, written by hand: a route that is not here fails the test. A column for each caller, in the order
 * anonymous, administrator, official, reviewer, supervisor, leader, auditor; in it what comes of the request:
 *
 *   `+` it is served    `0` not found, or not in the list    `-` forbidden    `?` sign in first
 *
 * Two signs: of what is the caller's own (department's; session, token, draft), and of what is another's. One: there
 * is no such difference.
 */
export const TABLE: Readonly<Record<string, string>> = {
  // Served to whoever asks.
  'GET /api/v1/health': '+ + + + + + +',
  'GET /api/v1/health/ready': '+ + + + + + +',
  'GET /metrics': '+ + + + + + +',
  'GET /api/docs': '+ + + + + + +',
  'GET /api/docs/': '+ + + + + + +',
  'GET /api/docs/*': '+ + + + + + +',
  // The library that serves the documentation names this file and does not have it.
  'GET /api/docs/LICENSE': '0 0 0 0 0 0 0',
  'GET /api/docs/docs/*': '+ + + + + + +',
  'GET /api/docs/docs/swagger-ui-init.js': '+ + + + + + +',
  'GET /api/docs/index.html': '+ + + + + + +',
  'GET /api/docs/swagger-ui-init.js': '+ + + + + + +',
  'GET /api/openapi.json': '+ + + + + + +',
  'GET /api/openapi.yaml': '+ + + + + + +',
  'POST /api/v1/session': '+ + + + + + +',
  'GET /api/v1/public/commitments.json': '+ + + + + + +',
  'GET /api/v1/public/commitments.csv': '+ + + + + + +',
  'GET /api/v1/session/oidc': '+ + + + + + +',
  'GET /api/v1/session/oidc/callback': '+ + + + + + +',

  // One's own.
  'GET /api/v1/session': '? + + + + + +',
  'DELETE /api/v1/session': '? + + + + + +',
  'POST /api/v1/session/password': '? + + + + + +',
  'GET /api/v1/session/all': '?? +0 +0 +0 +0 +0 +0',
  'DELETE /api/v1/session/all/:id': '?? +0 +0 +0 +0 +0 +0',
  'GET /api/v1/session/factor': '? + + + + + +',
  'POST /api/v1/session/factor': '? + + + + + +',
  'DELETE /api/v1/session/factor': '? + + + + + +',
  'POST /api/v1/session/factor/enrol': '? + + + + + +',
  'POST /api/v1/session/factor/confirm': '? + + + + + +',
  'GET /api/v1/tokens': '?? +0 +0 +0 +0 +0 +0',
  'POST /api/v1/tokens': '? + + + + + +',
  'DELETE /api/v1/tokens/:id': '?? +0 +0 +0 +0 +0 +0',

  // People, accounts and settings.
  'GET /api/v1/people': '? + - - - - -',
  'POST /api/v1/people': '? + - - - - -',
  'GET /api/v1/people/:id': '? + - - - - -',
  'PATCH /api/v1/people/:id': '? + - - - - -',
  'POST /api/v1/people/:id/roles': '? + - - - - -',
  'DELETE /api/v1/people/:id/roles/:grant': '? + - - - - -',
  'POST /api/v1/people/:id/accounts': '? + - - - - -',
  'POST /api/v1/people/:id/accounts/:login/reset-password': '? + - - - - -',
  'POST /api/v1/people/:id/accounts/:login/disable': '? + - - - - -',
  'POST /api/v1/people/:id/accounts/:login/enable': '? + - - - - -',
  'POST /api/v1/people/:id/accounts/:login/unlock': '? + - - - - -',
  'POST /api/v1/people/:id/accounts/:login/reset-factor': '? + - - - - -',
  'DELETE /api/v1/people/:id/accounts/:login/links': '? + - - - - -',
  'GET /api/v1/people/:id/tokens': '? + - - - - -',
  'DELETE /api/v1/people/:id/tokens/:token': '? + - - - - -',
  'GET /api/v1/settings': '? + - - - - -',
  'GET /api/v1/settings/:name': '? + - - - - -',
  'PUT /api/v1/settings/:name': '? + - - - - -',

  // What the record refers to.
  'GET /api/v1/areas': '? + + + + + +',
  'GET /api/v1/areas/:code': '? + + + + + +',
  'GET /api/v1/departments': '? + + + + + +',
  'GET /api/v1/departments/:code': '? + + + + + +',
  'GET /api/v1/sources': '? + + + + + +',
  'GET /api/v1/sources/:code': '? + + + + + +',
  'GET /api/v1/indicators': '? + + + + + +',
  'GET /api/v1/indicators/:code': '? + + + + + +',
  'GET /api/v1/calendar/years': '? + + + + + +',
  'GET /api/v1/calendar/years/:year': '? + + + + + +',
  'GET /api/v1/calendar/days': '? + + + + + +',
  'PUT /api/v1/calendar/years/:year': '? + - - - - -',

  // Commitments, and changing them.
  'GET /api/v1/goals': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/goals/:code': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/goals/:code/terms': '?? ++ +0 +0 ++ ++ ++',
  'POST /api/v1/goals/:code/terms': '?? -- -- -- ++ -- --',
  'POST /api/v1/goals/:code/provisional-baseline': '?? -- -- -- ++ -- --',
  'GET /api/v1/programmes': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/programmes/:code': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/terms-proposals': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/terms-proposals/:id': '?? ++ +0 +0 ++ ++ ++',
  'POST /api/v1/terms-proposals/:id/approve': '?? -- -- -- ++ -- --',
  'POST /api/v1/terms-proposals/:id/reject': '?? -- -- -- ++ -- --',
  'POST /api/v1/terms-proposals/:id/withdraw': '?? -- -- -- ++ -- --',
  'GET /api/v1/commitments/:code/closings': '?? ++ +0 +0 ++ ++ ++',
  'POST /api/v1/commitments/:code/close': '?? -- -- -- ++ -- --',
  'POST /api/v1/commitments/:code/reopen': '?? -- -- -- ++ -- --',

  // Figures: entered, reviewed, closed for entry.
  'GET /api/v1/actuals': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/actuals/:id': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/actuals/:id/history': '?? ++ +0 +0 ++ ++ ++',
  'POST /api/v1/actuals': '?? -- +0 -- ++ -- --',
  'POST /api/v1/actuals/:id/corrections': '?? -- +0 -- ++ -- --',
  'POST /api/v1/actuals/:id/withdraw': '?? -- +0 -- ++ -- --',
  'POST /api/v1/actuals/:id/accept': '?? -- -- +0 ++ -- --',
  'POST /api/v1/actuals/:id/return': '?? -- -- +0 ++ -- --',
  'GET /api/v1/drafts': '?? -- +0 -- +0 -- --',
  'GET /api/v1/drafts/:indicator/:area/:definition/:period': '?? -- +0 -- +0 -- --',
  'PUT /api/v1/drafts/:indicator/:area/:definition/:period': '?? -- +0 -- ++ -- --',
  'DELETE /api/v1/drafts/:indicator/:area/:definition/:period': '?? -- +0 -- +0 -- --',
  'POST /api/v1/drafts/submit': '?? -- +0 -- +0 -- --',
  'GET /api/v1/reviews': '?? -- -- +0 ++ -- --',
  'POST /api/v1/reviews/preview': '?? -- -- +0 ++ -- --',
  'POST /api/v1/reviews/accept': '?? -- -- +0 ++ -- --',
  'POST /api/v1/reviews/return': '?? -- -- +0 ++ -- --',
  'POST /api/v1/evidence': '? - + - + - -',
  'GET /api/v1/evidence/:id': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/evidence/:id/content': '?? ++ +0 +0 ++ ++ ++',
  'POST /api/v1/imports': '? - + - + - -',
  'POST /api/v1/imports/pasted': '? - + - + - -',
  'GET /api/v1/imports': '?? -- +0 -- +0 -- --',
  'GET /api/v1/imports/:id': '?? -- +0 -- +0 -- --',
  'GET /api/v1/imports/:id/rows': '?? -- +0 -- +0 -- --',
  'POST /api/v1/imports/:id/commit': '?? -- +0 -- +0 -- --',
  'POST /api/v1/imports/:id/cancel': '?? -- +0 -- +0 -- --',
  'GET /api/v1/period-locks': '? - - - + - -',
  'POST /api/v1/period-locks': '? - - - + - -',
  'GET /api/v1/period-locks/:id': '? - - - + - -',
  'POST /api/v1/period-locks/:id/lift': '? - - - + - -',
  'POST /api/v1/period-locks/:id/exceptions': '? - - - + - -',

  // Progress, and what is owed.
  'GET /api/v1/progress': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/progress/:code': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/progress/:code/preview': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/progress/:code/history': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/reports/:report.csv': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/reports/:report.xlsx': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/reports/:report.zip': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/bulletins/:of/:code.docx': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/bulletins/:of/:code.html': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/bulletins/:of/:code.pdf': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/report-definitions': '?? ++ +0 +0 ++ ++ ++',
  'POST /api/v1/report-definitions': '? - + + + + -',
  'GET /api/v1/report-definitions/:id': '?? ++ +0 +0 ++ ++ ++',
  'PUT /api/v1/report-definitions/:id': '?? -- +0 +0 ++ +- --',
  'DELETE /api/v1/report-definitions/:id': '?? -- +0 +0 ++ +- --',
  'GET /api/v1/report-definitions/:definition/productions': '?? ++ +0 +0 ++ ++ ++',
  'POST /api/v1/report-definitions/:definition/productions': '?? -- +0 +0 ++ +- --',
  'GET /api/v1/report-definitions/:definition/productions/:id': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/report-definitions/:definition/productions/:id/content': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/interchange/results.xml': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/interchange/results.json': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/publications': '? + + + + + +',
  'POST /api/v1/publications': '? + - - - - -',
  'GET /api/v1/publications/:id': '? + + + + + +',
  'POST /api/v1/publications/:id/withdraw': '? + - - - - -',
  'GET /api/v1/reporting/matrix': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/reporting/owed': '?? ++ +0 +0 ++ ++ ++',
  'GET /api/v1/job-runs': '? + - - + + +',
  'GET /api/v1/job-runs/:id': '? + - - + + +',
  'POST /api/v1/job-runs': '? + - - + - -',

  // The audit trail.
  'GET /api/v1/audit-events': '? - - - - - +',
  'GET /api/v1/audit-events.csv': '? - - - - - +',
  'GET /api/v1/audit/chain': '? - - - - - +',
};

export type Side = 'own' | 'other';

export interface Cell {
  readonly route: string;
  readonly caller: Caller;
  readonly side: Side;
  readonly expected: string;
}

/** Every cell of the table. Throws where a row has not one column for each caller. */
export function cellsOf(table: Readonly<Record<string, string>>): Cell[] {
  return Object.entries(table).flatMap(([route, row]) => {
    const columns = row.split(' ');
    if (columns.length !== CALLERS.length) throw new Error(`${route}: ${columns.length} columns`);
    return CALLERS.flatMap((caller, index) =>
      [...(columns[index] ?? '')].map((expected, nth): Cell => {
        const side = nth === 0 ? 'own' : 'other';
        return { route, caller, side, expected };
      }),
    );
  });
}
