import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, ValidateBy } from 'class-validator';
import { IsCode, IsSentence, IsTyped, ListQuery, MayBeLeftOut } from '../../platform/http';
import { ActualView, IsEvidenceIds } from '../actuals.dto';

const BOOLEAN = { message: '{"code":"field.boolean","params":{}}' };

/** How many drafts are submitted at once, at most. */
export const MAX_SUBMITTED = 500;

const isId = (value: unknown): boolean => Number.isInteger(value) && Number(value) > 0 && Number(value) < 1e9;

const IsDraftIds = () =>
  ValidateBy(
    {
      name: 'isDraftIds',
      validator: {
        validate: (ids) =>
          Array.isArray(ids) &&
          ids.length >= 1 &&
          ids.length <= MAX_SUBMITTED &&
          ids.every(isId) &&
          new Set(ids).size === ids.length,
      },
    },
    { message: `{"code":"field.ids","params":{"max":${MAX_SUBMITTED}}}` },
  );

/** What a draft is for. */
export class DraftAddress {
  @IsCode() indicator!: string;
  @IsCode() area!: string;
  @IsCode() definition!: string;
  /** As typed; whether it is a period is judged when the draft is submitted. */
  @IsSentence(40) period!: string;
}

/** The fields of an entry as typed so far: each may be missing, empty or wrong. */
export class DraftFields {
  @MayBeLeftOut() @IsTyped(100) @ApiPropertyOptional() value?: string;
  @MayBeLeftOut() @IsTyped(10) @ApiPropertyOptional() qualifier?: string;
  @MayBeLeftOut() @IsTyped(100) @ApiPropertyOptional() numerator?: string;
  @MayBeLeftOut() @IsTyped(100) @ApiPropertyOptional() denominator?: string;
  @MayBeLeftOut() @IsTyped(2000) @ApiPropertyOptional() note?: string;
  @MayBeLeftOut() @IsTyped(2000) @ApiPropertyOptional() evidenceUrl?: string;
  @MayBeLeftOut() @IsEvidenceIds() @ApiPropertyOptional({ type: [String] }) evidence?: string[];
  @MayBeLeftOut() @IsTyped(2000) @ApiPropertyOptional() reason?: string;
  @MayBeLeftOut() @IsBoolean(BOOLEAN) @ApiPropertyOptional() independent?: boolean;
}

/** Which of one's own drafts are submitted: either these or all. */
export class SubmitDraftsInput {
  @MayBeLeftOut()
  @IsDraftIds()
  @ApiPropertyOptional({ type: [Number] })
  ids?: number[];

  @MayBeLeftOut()
  @IsBoolean(BOOLEAN)
  @ApiPropertyOptional()
  all?: boolean;
}

export class DraftQuery extends ListQuery {
  @MayBeLeftOut() @IsCode() indicator?: string;
  @MayBeLeftOut() @IsCode() area?: string;
}

export class DraftView {
  id!: number;
  indicatorCode!: string;
  areaCode!: string;
  definition!: string;
  period!: string;
  fields!: DraftFields;
  /** Grows with each saving. */
  version!: number;
  savedAt!: string;
}

export class SubmittedDraft {
  /** The draft that is gone now. */
  draftId!: number;
  /** What became of it. */
  actual!: ActualView;
}

export class SubmittedDrafts {
  @ApiProperty({ type: [SubmittedDraft] })
  items!: SubmittedDraft[];
}
