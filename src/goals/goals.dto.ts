import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { COMPARATORS, MEASURES, QUALIFIERS, STATED_BASES } from '../domain/goal';
import {
  IsChoice,
  IsCivilDate,
  IsCode,
  IsDecimalText,
  IsSentence,
  IsWhole,
  ListQuery,
  MayBeLeftOut,
} from '../platform/http';

export class StageView {
  at!: string;
  value!: string;
}

export class BaselineView {
  value!: string;
  at!: string;
  qualifier!: string;
  /** `stated`, `inferred`, or `provisional`: adopted from the first observation. */
  basis!: string;
}

/** What is promised, apart from when and why it was put so. Decimals and days as text. */
export class TermsContent {
  comparator!: string;
  target!: string;
  @ApiProperty({ type: BaselineView, nullable: true })
  baseline!: BaselineView | null;
  startOn!: string | null;
  deadline!: string;
  deadlineBasis!: string;
  @ApiProperty({ type: [StageView] })
  stages!: StageView[];
  graceDays!: number;
  preset!: string;
  presetOnTrack!: string | null;
  presetBehind!: string | null;
}

/** One dated version of what was promised. */
export class TermsView extends TermsContent {
  version!: number;
  effectiveFrom!: string;
  effectiveUntil!: string | null;
  reason!: string;
  document!: string | null;
  /** Who proposed them; of a catalog its name. */
  author!: string;
  /** The second supervisor; null for what a catalog states. */
  approvedBy!: string | null;
  recordedAt!: string;
}

export class SpokenBy {
  code!: string;
  nameZh!: string;
  nameEn!: string;
  roleZh!: string;
  roleEn!: string;
}

export class GoalView {
  code!: string;
  /** `area`: one area; `each_area`: one member for each area below; `sum`: the total of the areas below. */
  scope!: string;
  indicatorCode!: string;
  indicatorNameZh!: string;
  indicatorNameEn!: string;
  measure!: string;
  unitZh!: string;
  unitEn!: string;
  areaCode!: string;
  areaNameZh!: string;
  areaNameEn!: string;
  definition!: string;
  departmentCode!: string | null;
  sourceCode!: string;
  @ApiProperty({ type: [SpokenBy] })
  speakers!: SpokenBy[];
  /** The each-area goal this one is a member of. */
  parentCode!: string | null;
  /** The goal whose target is a stage of this one's path. */
  followsCode!: string | null;
  noteZh!: string | null;
  noteEn!: string | null;
  /** Grows with every change; the ETag of the goal. */
  version!: number;
  /** The latest version of the terms. */
  @ApiProperty({ type: TermsView })
  terms!: TermsView;
}

export class GoalQuery extends ListQuery {
  @MayBeLeftOut() @IsCode() indicator?: string;
  @MayBeLeftOut() @IsCode() area?: string;
  @MayBeLeftOut() @IsCode() department?: string;
  @MayBeLeftOut() @IsCode() source?: string;
  /** Only the members of this each-area goal. */
  @MayBeLeftOut() @IsCode() parent?: string;
  @MayBeLeftOut() @IsChoice(MEASURES) measure?: string;
  /** Only goals due on or before this day. */
  @MayBeLeftOut() @IsCivilDate() dueBy?: string;
}

export class StageInput {
  @IsCivilDate() at!: string;
  @IsDecimalText() value!: string;
}

export class BaselineInput {
  @IsDecimalText() value!: string;
  @IsCivilDate() at!: string;
  @MayBeLeftOut() @IsChoice(QUALIFIERS) @ApiPropertyOptional() qualifier: string = '=';
  @IsChoice(STATED_BASES) basis!: string;
}

/** What is to change in the promise; what is left out stays as it is. */
export class ChangeTermsInput {
  /** The day from which the new terms are in force; not before the version they replace. */
  @IsCivilDate() effectiveFrom!: string;
  @IsSentence(2000) reason!: string;
  @MayBeLeftOut() @IsSentence(2000) document?: string;
  @MayBeLeftOut() @IsChoice(COMPARATORS) comparator?: string;
  @MayBeLeftOut() @IsDecimalText() target?: string;
  @MayBeLeftOut() @IsCivilDate() deadline?: string;
  @MayBeLeftOut() @IsChoice(STATED_BASES) deadlineBasis?: string;
  @MayBeLeftOut() @IsCivilDate() startOn?: string;
  @MayBeLeftOut() @ValidateNested() @Type(() => BaselineInput) baseline?: BaselineInput;
  @MayBeLeftOut()
  @IsArray()
  @ArrayMaxSize(60)
  @ValidateNested({ each: true })
  @Type(() => StageInput)
  stages?: StageInput[];
  @MayBeLeftOut() @IsWhole(0, 400) graceDays?: number;
}

export class ProgrammeMemberView {
  goalCode!: string;
  weight!: string | null;
}

export class ProgrammeView {
  code!: string;
  nameZh!: string;
  nameEn!: string;
  /** `all`, `any` or `weighted`. */
  rule!: string;
  responsibleAreaCode!: string | null;
  departmentCode!: string | null;
  sourceCode!: string;
  @ApiProperty({ type: [SpokenBy] })
  speakers!: SpokenBy[];
  @ApiProperty({ type: [ProgrammeMemberView] })
  members!: ProgrammeMemberView[];
}

export class ProgrammeQuery extends ListQuery {
  /** Only programmes that this goal is a member of. */
  @MayBeLeftOut() @IsCode() goal?: string;
}
