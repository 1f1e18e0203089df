import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsOptional, ValidateBy } from 'class-validator';
import { IsCode, IsSentence, IsTyped, ListQuery } from '../../platform/http';
import { ActualView } from '../actuals.dto';

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
  @IsOptional() @IsTyped(100) @ApiPropertyOptional() value?: string;
  @IsOptional() @IsTyped(10) @ApiPropertyOptional() qualifier?: string;
  @IsOptional() @IsTyped(100) @ApiPropertyOptional() numerator?: string;
  @IsOptional() @IsTyped(100) @ApiPropertyOptional() denominator?: string;
  @IsOptional() @IsTyped(2000) @ApiPropertyOptional() note?: string;
  @IsOptional() @IsTyped(2000) @ApiPropertyOptional() evidenceUrl?: string;
  @IsOptional() @IsTyped(2000) @ApiPropertyOptional() reason?: string;
  @IsOptional() @IsBoolean(BOOLEAN) @ApiPropertyOptional() independent?: boolean;
}

/** Which of one's own drafts are submitted: either these or all. */
export class SubmitDraftsInput {
  @IsOptional()
  @IsDraftIds()
  @ApiPropertyOptional({ type: [Number] })
  ids?: number[];

  @IsOptional()
  @IsBoolean(BOOLEAN)
  @ApiPropertyOptional()
  all?: boolean;
}

export class DraftQuery extends ListQuery {
  @IsOptional() @IsCode() indicator?: string;
  @IsOptional() @IsCode() area?: string;
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
