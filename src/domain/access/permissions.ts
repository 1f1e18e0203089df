/** What somebody may be. One person may hold several roles, each for a department and an area. */
export const ROLES = ['administrator', 'official', 'reviewer', 'supervisor', 'leader', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** What may be done, `noun.verb`. A route names one of these, or it is not served at all. */
export const PERMISSIONS = [
  // Areas, departments, sources, indicators, the working calendar.
  'reference.read',
  // Goals, programmes, actuals, progress, reports.
  'record.read',
  'actual.log',
  'actual.review',
  'period.lock',
  'promise.change',
  'promise.approve',
  'goal.close',
  // Keeping a way to ask for a report, and having it made; with `report.manage` also other people's.
  'report.define',
  'report.manage',
  // Showing commitments to everybody.
  'record.publish',
  'job.read',
  'job.run',
  'audit.read',
  'people.manage',
  'settings.manage',
  'calendar.manage',
  // One's own session, password, second factor and tokens.
  'self.manage',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What a token may be limited to: it makes no tokens and no people, and changes no password. */
export const TOKEN_SCOPES = PERMISSIONS.filter(
  (permission) => permission !== 'self.manage' && permission !== 'people.manage',
);

/** What anybody may who is signed in, with no role at all: whoever lost the last one can still sign out. */
export const needsNoRole = (permission: Permission): boolean => permission === 'self.manage';

const EVERYBODY: readonly Permission[] = ['reference.read', 'record.read'];

/** The table of product.md: who may what. What is not here is refused. */
const MAY: Readonly<Record<Role, readonly Permission[]>> = {
  administrator: [
    ...EVERYBODY,
    'people.manage',
    'settings.manage',
    'calendar.manage',
    'record.publish',
    'job.read',
    'job.run',
  ],
  official: [...EVERYBODY, 'actual.log', 'report.define'],
  reviewer: [...EVERYBODY, 'actual.review', 'report.define'],
  supervisor: [
    ...EVERYBODY,
    'actual.log',
    'actual.review',
    'period.lock',
    'promise.change',
    'promise.approve',
    'goal.close',
    'report.define',
    'report.manage',
    'job.read',
    'job.run',
  ],
  leader: [...EVERYBODY, 'report.define', 'job.read'],
  auditor: [...EVERYBODY, 'job.read', 'audit.read'],
};

export const roleMay = (role: Role, permission: Permission): boolean => MAY[role].includes(permission);

/** Roles that act for one department; the others act everywhere. */
const DEPARTMENTAL: readonly Role[] = ['official', 'reviewer'];

export const isDepartmental = (role: Role): boolean => DEPARTMENTAL.includes(role);

/**
 * Why one person cannot hold these roles together; null when they can. Who administers enters and approves
 * nothing, and who audits changes nothing.
 */
export function conflictOfDuties(roles: readonly Role[]): readonly [Role, Role] | null {
  const held = new Set(roles);
  for (const alone of ['auditor', 'administrator'] as const) {
    if (!held.has(alone)) continue;
    const other = [...held].find(
      (role) => role !== alone && !(alone === 'administrator' && role === 'leader'),
    );
    if (other !== undefined) return [alone, other];
  }
  return null;
}
