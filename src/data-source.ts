import { DataSource, type DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../migrations';
import { Account, PasswordPast, Session } from './access/account.entity';
import { RecoveryCode, TotpFactor } from './access/factors/totp-factor.entity';
import { Person, RoleGrant } from './access/person.entity';
import { OidcAttempt, OidcLink } from './access/sso/oidc.entity';
import { ApiToken } from './access/tokens/api-token.entity';
import { Actual } from './actuals/actual.entity';
import { AuditAnchor, AuditHead, AuditLink, AuditUnsealed } from './audit/audit-chain.entity';
import { ActualDraft } from './actuals/drafts/actual-draft.entity';
import { AuditEvent } from './audit/audit-event.entity';
import { CalendarDay, CalendarYear } from './calendar/calendar.entity';
import { Area } from './catalog/area.entity';
import { CatalogLoad } from './catalog/catalog-load.entity';
import { Department } from './catalog/department.entity';
import { Indicator, Series } from './catalog/indicator.entity';
import { Source, Speaker } from './catalog/source.entity';
import { ActualEvidence, EvidenceArrival, EvidenceFile } from './evidence/evidence.entity';
import { CatalogTerms } from './goals/catalog-terms.entity';
import { Commitment } from './goals/commitment.entity';
import { Goal, GoalSpeaker } from './goals/goal.entity';
import { GoalStage, GoalTermsVersion } from './goals/goal-terms.entity';
import { Programme, ProgrammeMember, ProgrammeSpeaker } from './goals/programme.entity';
import { TermsProposal } from './goals/terms-proposal.entity';
import { ImportBatch } from './imports/import-batch.entity';
import { ImportFate } from './imports/import-fate.entity';
import { ImportRow } from './imports/import-row.entity';
import { LockException, PeriodLock } from './locks/period-lock.entity';
import { IdempotencyKey } from './platform/database/idempotency-key.entity';
import { OutboxNotice } from './platform/database/outbox.entity';
import { SnakeNaming } from './platform/database/snake-naming';
import { RateLimitWindow } from './platform/limits/rate-limit.entity';
import { GoalClosing } from './progress/goal-closing.entity';
import { JobRun } from './progress/job-run.entity';
import { ProgressCurrent, ProgressFailure, ProgressSnapshot } from './progress/progress.entity';
import {
  ReportDefinition,
  ReportProduction,
  ReportProductionPart,
} from './productions/report-definition.entity';
import { Publication } from './publication/publication.entity';
import { Setting } from './settings/setting.entity';

const ENTITIES = [
  Setting,
  Person,
  RoleGrant,
  Account,
  PasswordPast,
  Session,
  CalendarYear,
  CalendarDay,
  TotpFactor,
  RecoveryCode,
  ApiToken,
  OidcAttempt,
  OidcLink,
  Area,
  Department,
  Source,
  Speaker,
  Indicator,
  Series,
  CatalogLoad,
  Commitment,
  Goal,
  GoalSpeaker,
  GoalTermsVersion,
  GoalStage,
  TermsProposal,
  ImportBatch,
  ImportRow,
  ImportFate,
  CatalogTerms,
  Programme,
  ProgrammeSpeaker,
  ProgrammeMember,
  EvidenceFile,
  Actual,
  ActualEvidence,
  EvidenceArrival,
  PeriodLock,
  LockException,
  ActualDraft,
  JobRun,
  ProgressCurrent,
  ProgressSnapshot,
  ProgressFailure,
  GoalClosing,
  ReportDefinition,
  ReportProduction,
  ReportProductionPart,
  Publication,
  AuditEvent,
  AuditLink,
  AuditHead,
  AuditUnsealed,
  AuditAnchor,
  OutboxNotice,
  IdempotencyKey,
  RateLimitWindow,
];

/** The one description of the database. The schema comes from the migrations and from nowhere else. */
export function dataSourceOptions(url: string): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTransactionMode: 'each',
    synchronize: false,
    namingStrategy: new SnakeNaming(),
    // A pool of ten outran one of fifty: past it, connections only wait for each other.
    poolSize: 10,
    applicationName: 'duixian',
    connectTimeoutMS: 5_000,
    extra: {
      statement_timeout: 600_000,
      idle_in_transaction_session_timeout: 60_000,
      // Days and moments are read as text: they must look the same on every server.
      // No statement here is worth compiling, and compiling one costs more than running it.
      options: '-c datestyle=ISO,YMD -c timezone=UTC -c jit=off',
    },
  };
}

export function createDataSource(url: string): DataSource {
  return new DataSource(dataSourceOptions(url));
}
