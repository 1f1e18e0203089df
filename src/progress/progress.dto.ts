import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn } from 'class-validator';
import { DATA_STATUSES, type Kind, KINDS, LIGHTS, RULES, STATUSES } from '../domain/progress';
import { IsChoice, IsCivilDate, IsInstant, IsWholeText, ListQuery, MayBeLeftOut } from '../platform/http';

/** What was computed for one goal or programme. The names of the quantities are those of the CSV columns. */
export class ProgressView {
  code!: string;
  /** `composite` for a programme, an each-area goal or a sum of areas, as in the CSV; else `goal`. */
  @ApiProperty({ enum: KINDS })
  kind!: Kind;
  /** Of a composite: `all`, `any`, `weighted`, `each_area` or `sum`; null of a goal. */
  rule!: string | null;
  /** In the stored snapshot the day since which it reads like this; in a replay the day asked for. */
  asOf!: string;
  knownAt!: string;
  methodVersion!: string;
  status!: string;
  light!: string;
  dataStatus!: string;
  /** The run that computed it; null when an accepted actual did, or when it was computed for this answer. */
  runId!: number | null;
  /** All quantities, printed; null is "unknown". */
  quantities!: Record<string, string | null>;
  /** The terms' version and the revisions used; of a composite its rule and members. */
  inputs!: object;
}

/** Taken off the list with this verdict. */
export class ClosedView {
  verdict!: string;
  at!: string;
  by!: string;
  reason!: string;
  document!: string | null;
}

/** Progress with what was decided about it. */
export class CurrentProgressView extends ProgressView {
  /** How it was closed; null while it is on the list. */
  @ApiProperty({ type: ClosedView, nullable: true })
  closed!: ClosedView | null;
  /** It is closed and reads otherwise than its verdict. */
  verdictChanged!: boolean;
}

/** What a goal promises by one version of its terms, and how it stands by them. */
export class PromiseSide {
  termsVersion!: number;
  status!: string;
  light!: string;
  comparator!: string;
  target!: string;
  deadline!: string;
}

export class NamedValue {
  /** A symbol of the formula, a revision of an actual (`621000 2025-08-31 r1`), or a member's code. */
  name!: string;
  /** Exact: a plain decimal, a fraction in lowest terms, a day or a code. */
  value!: string;
  /** What the goal is called, where `name` is its code. */
  @ApiPropertyOptional()
  label?: string;
}

export class ExplainedStep {
  /** The quantity by its column name. */
  quantity!: string;
  /** The quantity in the reader's words. */
  label!: string;
  /** The rule of the method, as a stable code. */
  rule!: string;
  /** The rule in the reader's words. */
  text!: string;
  formula!: string | null;
  @ApiProperty({ type: [NamedValue] })
  inputs!: NamedValue[];
  /** Before rounding. */
  result!: string;
}

export class ExplainedView extends CurrentProgressView {
  /** By the terms in force; null of what is composed of goals. */
  @ApiProperty({ type: PromiseSide, nullable: true })
  current!: PromiseSide | null;
  /** By the terms as first stated; null of what is composed of goals. */
  @ApiProperty({ type: PromiseSide, nullable: true })
  original!: PromiseSide | null;
  /** How each quantity came about, step by step; present with `explain=true`. */
  @ApiPropertyOptional({ type: [ExplainedStep] })
  explanation?: ExplainedStep[];
}

export class ProgressQuery extends ListQuery {
  @MayBeLeftOut() @IsChoice(KINDS) kind?: string;
  @MayBeLeftOut() @IsChoice(RULES) rule?: string;
  @MayBeLeftOut() @IsChoice(LIGHTS) light?: string;
  @MayBeLeftOut() @IsChoice(STATUSES) status?: string;
  @MayBeLeftOut() @IsChoice(DATA_STATUSES) dataStatus?: string;
  /** `true`: only what is closed; `false`: only what is on the list. */
  @MayBeLeftOut() @IsChoice(['true', 'false']) closed?: string;
}

export class HistoryQuery extends ListQuery {
  @MayBeLeftOut() @IsCivilDate() from?: string;
  @MayBeLeftOut() @IsCivilDate() to?: string;
}

export class ReplayQuery {
  /** Judge as of this day; today when left out. */
  @MayBeLeftOut() @IsCivilDate() asOf?: string;
  /** Count only what was recorded by this moment; all that is recorded when left out. */
  @MayBeLeftOut() @IsInstant() knownAt?: string;
  /** Add how each figure came about. */
  @MayBeLeftOut()
  @Transform(({ value }: { value: unknown }) =>
    value === 'true' || value === '' ? true : value === 'false' ? false : value,
  )
  @IsIn([true, false], { message: '{"code":"field.boolean","params":{}}' })
  @ApiPropertyOptional()
  explain: boolean = false;
}

export class PreviewQuery {
  /** The id of a proposal to change this goal's promise. */
  @IsWholeText(1, 999_999_999) proposal!: number;
}

export class PreviewSide {
  status!: string;
  light!: string;
  /** All quantities, printed; null is "unknown". */
  quantities!: Record<string, string | null>;
}

/** Today's judgement by the terms in force, and as if the proposed ones were. */
export class ProposalPreviewView {
  code!: string;
  proposal!: number;
  asOf!: string;
  knownAt!: string;
  @ApiProperty({ type: PreviewSide })
  current!: PreviewSide;
  @ApiProperty({ type: PreviewSide })
  proposed!: PreviewSide;
}

export class JobRunView {
  id!: number;
  job!: string;
  asOf!: string;
  /** `schedule`, `make_up` (missed while the process was down) or `by_hand`. */
  cause!: string;
  /** `running`, `succeeded`, `partial` (some goals failed) or `failed`. */
  state!: string;
  attempt!: number;
  knownAt!: string | null;
  startedAt!: string;
  finishedAt!: string | null;
  durationMs!: number | null;
  computed!: number;
  changed!: number;
  failed!: number;
  error!: string | null;
}

export class JobRunQuery extends ListQuery {
  @MayBeLeftOut() @IsChoice(['running', 'succeeded', 'partial', 'failed']) state?: string;
  @MayBeLeftOut() @IsChoice(['schedule', 'make_up', 'by_hand']) cause?: string;
  @MayBeLeftOut() @IsCivilDate() asOf?: string;
}

export class StartRunInput {
  /** The day to compute; not after today. */
  @IsCivilDate() asOf!: string;
}
