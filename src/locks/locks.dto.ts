import { ApiProperty } from '@nestjs/swagger';
import {
  IsChoice,
  IsCivilDate,
  IsCode,
  IsInstant,
  IsSentence,
  IsWhole,
  ListQuery,
  MayBeLeftOut,
} from '../platform/http';

export class LockPeriodsInput {
  /** Periods that end on or before this day are closed. */
  @IsCivilDate()
  @ApiProperty({ example: '2025-06-30' })
  upTo!: string;

  /** Only the figures of this department and those below. Not together with an indicator. */
  @MayBeLeftOut()
  @IsCode()
  department?: string;

  /** Only the figures of this indicator. */
  @MayBeLeftOut()
  @IsCode()
  indicator?: string;

  @IsSentence(2000)
  reason!: string;
}

export class LiftLockInput {
  @IsSentence(2000)
  reason!: string;
}

export class ExceptionInput {
  /** The figures of this department may be entered, by whoever may otherwise. Either this or a person. */
  @MayBeLeftOut()
  @IsCode()
  department?: string;

  /** The id of a person who may enter figures in spite of the lock. */
  @MayBeLeftOut()
  @IsWhole(1, 999_999_999)
  person?: number;

  /** When it ends by itself, by the clock of the database. */
  @IsInstant()
  @ApiProperty({ example: '2025-07-10T10:00:00Z' })
  expiresAt!: string;

  @IsSentence(2000)
  reason!: string;
}

export class LockQuery extends ListQuery {
  /** Only those in force, or only those lifted. */
  @MayBeLeftOut()
  @IsChoice(['in_force', 'lifted'])
  state?: string;

  @MayBeLeftOut() @IsCode() department?: string;
  @MayBeLeftOut() @IsCode() indicator?: string;
}

export class LockExceptionView {
  id!: number;
  departmentCode!: string | null;
  personId!: number | null;
  personName!: string | null;
  expiresAt!: string;
  /** Whether it has ended by now. */
  expired!: boolean;
  reason!: string;
  grantedAt!: string;
  grantedBy!: string;
}

export class PeriodLockView {
  id!: number;
  upTo!: string;
  departmentCode!: string | null;
  indicatorCode!: string | null;
  /** `in_force` or `lifted`. */
  state!: string;
  reason!: string;
  lockedAt!: string;
  lockedBy!: string;
  liftedAt!: string | null;
  liftedBy!: string | null;
  liftReason!: string | null;
  @ApiProperty({ type: [LockExceptionView] })
  exceptions!: LockExceptionView[];
}
