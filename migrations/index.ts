import { Vocabulary1764000000001 } from './0001-vocabulary';
import { Catalog1764000000002 } from './0002-catalog';
import { Goals1764000000003 } from './0003-goals';
import { Actuals1764000000004 } from './0004-actuals';
import { Progress1764000000005 } from './0005-progress';
import { Trail1764000000006 } from './0006-trail';
import { Privileges1764000000007 } from './0007-privileges';
import { Record1764000000008 } from './0008-record';
import { People1764000000009 } from './0009-people';
import { ProgressFailures1764000000010 } from './0010-progress-failures';
import { AuditChain1764000000011 } from './0011-audit-chain';
import { RateLimits1764000000012 } from './0012-rate-limits';
import { WorkingCalendar1764000000013 } from './0013-working-calendar';
import { Evidence1764000000014 } from './0014-evidence';
import { Reach1764000000015 } from './0015-reach';
import { TwoPeople1764000000016 } from './0016-two-people';
import { Workflow1764000000017 } from './0017-workflow';
import { Factors1764000000018 } from './0018-factors';
import { Promises1764000000019 } from './0019-promises';
import { Imports1764000000020 } from './0020-imports';
import { ReportDefinitions1764000000021 } from './0021-report-definitions';
import { Publication1764000000022 } from './0022-publication';
import { AreaReach1764000000023 } from './0023-area-reach';
import { LinksAndIds1764000000024 } from './0024-links-and-ids';
import { CatalogTerms1764000000025 } from './0025-catalog-terms';
import { ImportSpace1764000000026 } from './0026-import-space';

/** In the order they are applied. A migration that has landed is never edited. */
export const MIGRATIONS = [
  Vocabulary1764000000001,
  Catalog1764000000002,
  Goals1764000000003,
  Actuals1764000000004,
  Progress1764000000005,
  Trail1764000000006,
  Privileges1764000000007,
  Record1764000000008,
  People1764000000009,
  ProgressFailures1764000000010,
  AuditChain1764000000011,
  RateLimits1764000000012,
  WorkingCalendar1764000000013,
  Evidence1764000000014,
  Reach1764000000015,
  TwoPeople1764000000016,
  Workflow1764000000017,
  Factors1764000000018,
  Promises1764000000019,
  Imports1764000000020,
  ReportDefinitions1764000000021,
  Publication1764000000022,
  AreaReach1764000000023,
  LinksAndIds1764000000024,
  CatalogTerms1764000000025,
  ImportSpace1764000000026,
];
