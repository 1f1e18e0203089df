import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Matches } from 'class-validator';
import { IsChoice, IsSentence, IsTyped, ListQuery, MayBeLeftOut } from '../platform/http';
import { type Fate, FATES } from './staged-rows.repository';

const IMPORT_STATES = ['reading', 'judging', 'ready', 'committed', 'cancelled', 'failed'] as const;

/** A body holds at most 256 KiB; what is longer is a file. */
const MAX_PASTED = 200_000;

export class PastedInput {
  /** A table as it comes out of a spreadsheet: a header, then rows, cells apart by tabs. */
  @IsTyped(MAX_PASTED)
  text!: string;
}

export class CommitInput {
  /** The `outcome` that was looked at. */
  @Matches(/^[0-9a-f]{64}$/, { message: '{"code":"field.digest","params":{}}' })
  outcome!: string;

  /** Why corrections are made and odd values are right, for rows that do not say so themselves. */
  @MayBeLeftOut()
  @IsSentence(2000)
  reason?: string;
}

export class ImportQuery extends ListQuery {
  @MayBeLeftOut() @IsChoice(IMPORT_STATES) @ApiPropertyOptional({ enum: IMPORT_STATES }) state?: string;
}

export class ImportRowQuery extends ListQuery {
  @MayBeLeftOut() @IsChoice(FATES) @ApiPropertyOptional({ enum: FATES }) fate?: Fate;
}

export class ImportProblemView {
  path!: string;
  code!: string;
  message!: string;
}

export class ReadAsView {
  /** `csv`, `xlsx` or `text`. */
  format!: string;
  encoding!: string | null;
  separator!: string | null;
  sheet!: string | null;
  /** What each column was taken for; null where it was left aside. */
  @ApiProperty({ type: [String], nullable: true })
  columns!: (string | null)[];
}

export class FateCountsView {
  new!: number;
  same!: number;
  revision!: number;
  warning!: number;
  error!: number;
  /** Rows of a template that are not filled in; nothing comes of them. */
  blank!: number;
}

export class ImportView {
  id!: number;
  name!: string;
  /** SHA-256 of what was handed in, in hex. */
  digest!: string;
  bytes!: number;
  @ApiProperty({ type: ReadAsView, nullable: true })
  readAs!: ReadAsView | null;
  @ApiProperty({ enum: IMPORT_STATES })
  state!: string;
  /** Why it failed. */
  @ApiProperty({ type: ImportProblemView, nullable: true })
  problem!: ImportProblemView | null;
  rowsRead!: number;
  /** How many rows have which fate; null until all are judged. */
  @ApiProperty({ type: FateCountsView, nullable: true })
  counts!: FateCountsView | null;
  /** Names what all rows come to, for the commit. */
  outcome!: string | null;
  begunAt!: string;
  endedAt!: string | null;
}

export class ImportRowView {
  /** The line of the file, or the row of the sheet. */
  line!: number;
  @ApiProperty({ enum: FATES })
  fate!: Fate;
  /** What was typed, by what each column was taken for. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  cells!: Record<string, string>;
  @ApiProperty({ type: [ImportProblemView] })
  problems!: ImportProblemView[];
  /** What would go on record. */
  value!: string | null;
  qualifier!: string | null;
  /** Null where only the last day counts. */
  periodStart!: string | null;
  periodEnd!: string | null;
}
