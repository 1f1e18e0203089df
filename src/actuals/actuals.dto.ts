import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, isUUID, ValidateBy } from 'class-validator';
import { QUALIFIERS } from '../domain/goal';
import { EvidenceRef } from '../evidence';
import {
  IsChoice,
  IsCivilDate,
  IsCode,
  isDayOfRecord,
  IsDecimalText,
  IsSentence,
  IsWebAddress,
  ListQuery,
  MayBeLeftOut,
} from '../platform/http';
import { readPeriod } from './period';

/** A period that can be read in some entry mode; which span it is depends on the indicator's. */
const IsPeriod = () =>
  ValidateBy(
    {
      name: 'isPeriod',
      validator: {
        validate: (value) => typeof value === 'string' && isDayOfRecord(readPeriod(value, 'monthly')?.end),
      },
    },
    { message: '{"code":"field.period","params":{}}' },
  );

/** As many files as a figure may name. */
const MAX_FILES = 20;

/** Whether they name files, and whose, is asked when the figure is recorded. */
export const IsEvidenceIds = () =>
  ValidateBy(
    {
      name: 'isEvidenceIds',
      validator: {
        validate: (ids) => Array.isArray(ids) && ids.length <= MAX_FILES && ids.every((id) => isUUID(id)),
      },
    },
    { message: `{"code":"field.evidence_ids","params":{"max":${MAX_FILES}}}` },
  );

const STATES = ['submitted', 'accepted', 'returned', 'superseded'] as const;

/** What was observed, in words any entry shares. Decimals travel as text. */
abstract class Observed {
  /** The value as a plain decimal; a milestone's is 1 (done) or 0 (not done). */
  @IsDecimalText()
  @ApiProperty({ example: '66000' })
  value!: string;

  /** `=` exact, `>=` over, `<=` under, `~` about. */
  @MayBeLeftOut()
  @IsChoice(QUALIFIERS)
  @ApiPropertyOptional()
  qualifier: string = '=';

  /** For a ratio: what it is a share of. A sum over areas needs both parts. */
  @MayBeLeftOut()
  @IsDecimalText()
  numerator?: string;

  @MayBeLeftOut()
  @IsDecimalText()
  denominator?: string;

  @MayBeLeftOut()
  @IsSentence(2000)
  note?: string;

  /** Where the figure can be checked. */
  @MayBeLeftOut()
  @IsWebAddress()
  evidenceUrl?: string;

  /** Files that show where it comes from, uploaded before by the same person: their ids, at most 20. */
  @MayBeLeftOut()
  @IsEvidenceIds()
  @ApiPropertyOptional({ type: [String] })
  evidence?: string[];
}

export class LogActualInput extends Observed {
  @IsCode()
  @ApiProperty({ example: 'compute' })
  indicator!: string;

  @IsCode()
  @ApiProperty({ example: '621000' })
  area!: string;

  /** The statistical definition; values of different definitions are never mixed. */
  @MayBeLeftOut()
  @IsCode()
  @ApiPropertyOptional()
  definition: string = 'standard';

  /** `2025-08-06`, `2025-08`, `2025-Q3`, `2025-H1`, `2025`, or months counted together `2025-01..2025-02`. */
  @IsPeriod()
  @ApiProperty({ example: '2025-08' })
  period!: string;

  /** Why a value that looks wrong is right; it is then submitted with what was found instead of refused. */
  @MayBeLeftOut()
  @IsSentence(2000)
  reason?: string;

  /** A second figure for a period that has one already; both stay, the newer counts, the conflict is flagged. */
  @MayBeLeftOut()
  @IsBoolean({ message: '{"code":"field.boolean","params":{}}' })
  @ApiPropertyOptional()
  independent: boolean = false;
}

/** Replaces what stands for the period; the figure corrected stays in the record. */
export class CorrectActualInput extends Observed {
  @IsSentence(2000)
  reason!: string;
}

export class ReturnActualInput {
  @IsSentence(2000)
  reason!: string;
}

export class WithdrawActualInput {
  @IsSentence(2000)
  reason!: string;
}

export class AdoptBaselineInput {
  @IsSentence(2000)
  reason!: string;
}

export class ActualQuery extends ListQuery {
  @MayBeLeftOut() @IsCode() indicator?: string;
  @MayBeLeftOut() @IsCode() area?: string;
  @MayBeLeftOut() @IsCode() definition?: string;
  @MayBeLeftOut() @IsChoice(STATES) state?: string;
  /** Only periods that end on or after this day. */
  @MayBeLeftOut() @IsCivilDate() from?: string;
  /** Only periods that end on or before this day. */
  @MayBeLeftOut() @IsCivilDate() to?: string;
}

export class FindingView {
  /** `falls`, `jump`, `out_of_range`, or `replaces`: an amount in the place of those within its period. */
  code!: string;
  params!: Record<string, string>;
}

export class ActualView {
  id!: string;
  indicatorCode!: string;
  areaCode!: string;
  definition!: string;
  periodStart!: string | null;
  periodEnd!: string;
  revision!: number;
  /** A `correction` replaced what stood for its period; an `entry` did not. */
  kind!: string;
  value!: string;
  numerator!: string | null;
  denominator!: string | null;
  qualifier!: string;
  /** `submitted`, `accepted`, `returned` (also: withdrawn), or `superseded` by a correction accepted later. */
  state!: string;
  /** What looked wrong about it, for the one who reviews; empty when nothing did. */
  @ApiProperty({ type: [FindingView] })
  heldFor!: FindingView[];
  reason!: string | null;
  note!: string | null;
  /** The note in English, where a catalog states the figure and gives one. */
  noteEn!: string | null;
  evidenceUrl!: string | null;
  @ApiProperty({ type: [EvidenceRef] })
  evidence!: EvidenceRef[];
  speakerCode!: string | null;
  recordedAt!: string;
  /** Their name as it was then. */
  recordedBy!: string;
  decidedAt!: string | null;
  decidedBy!: string | null;
  decisionReason!: string | null;
}
