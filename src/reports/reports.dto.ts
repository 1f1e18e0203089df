import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsChoice, IsCivilDate, IsCode, IsInstant } from '../platform/http';
import { LANGUAGES } from '../platform/messages';
import { SEPARATOR_NAMES } from './faces/csv-face';

export class ReportQuery {
  /** Judge as of this day; today when left out. */
  @IsOptional() @IsCivilDate() asOf?: string;
  /** Count only what was recorded by this moment; with both clocks a report is the same for ever. */
  @IsOptional() @IsInstant() knownAt?: string;
  /** `zh-CN` or `en`; by Accept-Language when left out. */
  @IsOptional() @IsChoice(LANGUAGES) lang?: 'zh-CN' | 'en';
  /** `machine` for stable snake_case headers and codes; `words` (the default) for people. */
  @IsOptional() @IsChoice(['words', 'machine']) @ApiPropertyOptional() header: 'words' | 'machine' = 'words';
  /** Only what this department answers for, or one below it. */
  @IsOptional() @IsCode() department?: string;
  @IsOptional() @IsCode() area?: string;
  @IsOptional() @IsCode() indicator?: string;
}

export class CsvQuery extends ReportQuery {
  /** Whether a byte order mark, by which Excel knows UTF-8, goes first; where left out, `yes` in Chinese. */
  @IsOptional() @IsChoice(['yes', 'no']) bom?: 'yes' | 'no';
  /** `comma` (the default), `semicolon` for an Excel whose decimals have a comma, or `tab`. */
  @IsOptional()
  @IsChoice(SEPARATOR_NAMES)
  @ApiPropertyOptional()
  separator: 'comma' | 'semicolon' | 'tab' = 'comma';
}

/** What is for programs has the machine header. */
export class PackageQuery extends OmitType(ReportQuery, ['header']) {}
