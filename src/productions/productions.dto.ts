import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { Matches, ValidateNested } from 'class-validator';
import { EVERY, type Recurrence } from '../domain/calendar';
import {
  IsChoice,
  IsCivilDate,
  IsInstant,
  IsSentence,
  IsWhole,
  ListQuery,
  MayBeLeftOut,
} from '../platform/http';
import { REPORT_NAMES, type ReportName, ReportQuery } from '../reports';
import { FACES, type Face } from './faces';

/** All that a request for the report may ask for, but what is another each time: the two clocks and the period. */
export class SavedOptions extends OmitType(ReportQuery, ['asOf', 'knownAt', 'period'] as const) {}

export class ScheduleInput {
  @IsChoice(EVERY)
  @ApiProperty({ enum: EVERY })
  every!: Recurrence['every'];

  /** Of a week 1 (Monday) to 7; of a month 1 to 31, the last day where it is shorter. Not of a day. */
  @MayBeLeftOut()
  @IsWhole(1, 31)
  day?: number;

  /** By the clock of Asia/Shanghai. */
  @Matches(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { message: '{"code":"field.time","params":{}}' })
  @ApiProperty({ example: '08:30' })
  time!: string;
}

export class DefinitionInput {
  @IsSentence(200)
  @ApiProperty({ example: '每月进度通报' })
  name!: string;

  @IsChoice(REPORT_NAMES)
  @ApiProperty({ enum: REPORT_NAMES })
  report!: ReportName;

  @MayBeLeftOut()
  @IsChoice(FACES)
  @ApiPropertyOptional({ enum: FACES })
  face: Face = 'csv';

  /** Language, header and filter, as a request for the report carries them. Without a language it is Chinese. */
  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => SavedOptions)
  options: SavedOptions = new SavedOptions();

  /** When it is made by itself; only by hand where left out. */
  @MayBeLeftOut()
  @ValidateNested()
  @Type(() => ScheduleInput)
  schedule?: ScheduleInput;
}

export class DefinitionQuery extends ListQuery {
  @MayBeLeftOut() @IsChoice(REPORT_NAMES) report?: string;
  /** Only those that are in use, or only those that are ended. */
  @MayBeLeftOut() @IsChoice(['in_use', 'ended']) state?: string;
}

export class ProduceInput {
  /** Judge as of this day; today when left out. */
  @MayBeLeftOut() @IsCivilDate() asOf?: string;
  /** Count only what was recorded by this moment; all of it when left out. */
  @MayBeLeftOut() @IsInstant() knownAt?: string;
}

export class ProductionQuery extends ListQuery {
  @MayBeLeftOut() @IsChoice(['running', 'succeeded', 'failed', 'withheld']) state?: string;
}

export class ScheduleView {
  every!: string;
  day!: number | null;
  time!: string;
}

export class LastProductionView {
  id!: number;
  /** `running`, `succeeded`, `failed`, or `withheld` where its owner may read nothing. */
  state!: string;
  asOf!: string;
  error!: string | null;
}

export class DefinitionView {
  id!: number;
  name!: string;
  report!: string;
  face!: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  options!: object;
  @ApiProperty({ type: ScheduleView, nullable: true })
  schedule!: ScheduleView | null;
  /** Whoever made it; what it tells of is what this person may read when it is made. */
  owner!: string;
  version!: number;
  recordedAt!: string;
  changedAt!: string;
  changedBy!: string;
  endedAt!: string | null;
  @ApiProperty({ type: LastProductionView, nullable: true })
  lastProduction!: LastProductionView | null;
}

export class ProductionView {
  id!: number;
  definitionId!: number;
  definitionVersion!: number;
  report!: string;
  face!: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  options!: object;
  /** `schedule`; `make_up` of what fell due while nothing ran; `by_hand`. */
  cause!: string;
  dueAt!: string | null;
  askedBy!: string | null;
  asOf!: string;
  knownAt!: string | null;
  state!: string;
  attempt!: number;
  startedAt!: string;
  finishedAt!: string | null;
  bytes!: number | null;
  /** SHA-256 of the content, in hex. */
  digest!: string | null;
  error!: string | null;
}
