import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, Matches, ValidateNested } from 'class-validator';
import { IsCode, IsSentence, ListQuery, MayBeLeftOut } from '../../platform/http';
import { ActualView } from '../actuals.dto';
import { FATES } from './reviews.policy';

const MAX_DECIDED = 500;
const COUNT = { message: `{"code":"field.count","params":{"min":1,"max":${MAX_DECIDED}}}` };
const UNIQUE = { message: '{"code":"field.unique","params":{}}' };

export class ReviewItem {
  /** The figure, as `/actuals` names it. */
  @IsSentence(64)
  id!: string;

  /** The state it was looked at in: the `etag` of the list, or the ETag of the figure. */
  @IsSentence(64)
  @ApiProperty({ example: '"1.submitted"' })
  etag!: string;
}

export class PreviewInput {
  @ArrayMinSize(1, COUNT)
  @ArrayMaxSize(MAX_DECIDED, COUNT)
  @ArrayUnique(({ id }: ReviewItem) => id, UNIQUE)
  @ValidateNested({ each: true })
  @Type(() => ReviewItem)
  items!: ReviewItem[];
}

export class AcceptInput extends PreviewInput {
  /** The `digest` of the preview that was looked at. */
  @Matches(/^[0-9a-f]{64}$/, { message: '{"code":"field.digest","params":{}}' })
  previewed!: string;
}

export class ReturnInput extends PreviewInput {
  @IsSentence(2000)
  reason!: string;
}

export class ReviewQuery extends ListQuery {
  @MayBeLeftOut() @IsCode() indicator?: string;
  @MayBeLeftOut() @IsCode() area?: string;
}

/** A figure in force. */
export class InForceView {
  periodEnd!: string;
  value!: string;
  qualifier!: string;
}

export class ReviewView {
  actual!: ActualView;
  /** What to say when deciding on it. */
  etag!: string;
  /** The same person entered it, through whatever account: somebody else has to decide. */
  mine!: boolean;
  /** The last accepted figure of an earlier period. */
  @ApiProperty({ type: InForceView, nullable: true })
  before!: InForceView | null;
  /** The figure less the one before, as text. */
  difference!: string | null;
  /** What counts for the same period until this is accepted. */
  @ApiProperty({ type: InForceView, nullable: true })
  inForce!: InForceView | null;
}

export class FateView {
  id!: string;
  /** `ready` to be decided, `own`, `decided` already, `changed` since it was looked at, or `not_found`. */
  @ApiProperty({ enum: FATES })
  fate!: string;
  /** Its state now; null where there is no such figure. */
  state!: string | null;
}

export class BatchPreviewView {
  /** Names exactly this outcome: accepting asks for it. */
  digest!: string;
  /** How many of them could be accepted. */
  ready!: number;
  @ApiProperty({ type: [FateView] })
  items!: FateView[];
}

export class DecidedView {
  @ApiProperty({ type: [ActualView] })
  items!: ActualView[];
}
