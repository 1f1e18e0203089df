import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { CYCLES } from '../domain/goal';
import { OWED_STATES, REPORTING_STATES } from '../domain/reporting';
import { IsChoice, IsCode, IsMonth, ListQuery, MayBeLeftOut } from '../platform/http';

/** A page in the one order there is. */
class OrderedQuery extends OmitType(ListQuery, ['sort'] as const) {
  /** Only what goals of this department ask for. */
  @MayBeLeftOut() @IsCode() department?: string;
  @MayBeLeftOut() @IsCode() area?: string;
  @MayBeLeftOut() @IsCode() indicator?: string;
}

export class MatrixQuery extends OrderedQuery {
  /** Only indicators that are reported once in each of these. */
  @MayBeLeftOut() @IsChoice(CYCLES) @ApiPropertyOptional({ enum: CYCLES }) cycle:
    'month' | 'quarter' | 'year' = 'month';
  /** The first month, as `2025-01`. */
  @IsMonth() from!: string;
  /** The last month; at most 24 periods. */
  @IsMonth() to!: string;
}

export class OwedQuery extends OrderedQuery {
  /** Only what is in this state. */
  @MayBeLeftOut() @IsChoice(OWED_STATES) @ApiPropertyOptional({ enum: OWED_STATES }) state?: string;
}

/** Which figures are spoken of. */
class SeriesView {
  indicatorCode!: string;
  indicatorNameZh!: string;
  indicatorNameEn!: string;
  areaCode!: string;
  areaNameZh!: string;
  areaNameEn!: string;
  definition!: string;
  /** The goals that ask for them. */
  goals!: string[];
  /** The departments of those goals. */
  departments!: string[];
}

export class MatrixCell {
  periodEnd!: string;
  @ApiProperty({ enum: REPORTING_STATES })
  state!: string;
  dueOn!: string;
  /** The last revision for the period, where there is any. */
  actualId!: string | null;
}

export class MatrixRow extends SeriesView {
  /** One for each of `periods`; null where nobody asks for the period. */
  @ApiProperty({ type: [MatrixCell], nullable: true })
  cells!: (MatrixCell | null)[];
}

export class MatrixView {
  today!: string;
  /** The last days of the periods, oldest first. */
  periods!: string[];
  @ApiProperty({ type: [MatrixRow] })
  items!: MatrixRow[];
  nextCursor!: string | null;
}

export class OwedItem extends SeriesView {
  cycle!: string;
  periodEnd!: string;
  dueOn!: string;
  @ApiProperty({ enum: OWED_STATES })
  state!: string;
  /** The draft, or the figure that was returned. */
  actualId!: string | null;
}
