import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsChoice, IsCivilDate, IsCode, IsInstant, MayBeLeftOut } from '../platform/http';
import { LANGUAGES } from '../platform/messages';
import { SEPARATOR_NAMES } from './faces/csv-face';

export class ReportQuery {
  /** Judge as of this day; today when left out. */
  @MayBeLeftOut() @IsCivilDate() asOf?: string;
  /** Count only what was recorded by this moment; with both clocks a report is the same for ever. */
  @MayBeLeftOut() @IsInstant() knownAt?: string;
  /** `zh-CN` or `en`; by Accept-Language when left out. */
  @MayBeLeftOut() @IsChoice(LANGUAGES) lang?: 'zh-CN' | 'en';
  /** `machine` for stable snake_case headers and codes; `words` (the default) for people. */
  @MayBeLeftOut() @IsChoice(['words', 'machine']) @ApiPropertyOptional() header: 'words' | 'machine' =
    'words';
  /** Only what this department answers for, or one below it. */
  @MayBeLeftOut() @IsCode() department?: string;
  @MayBeLeftOut() @IsCode() area?: string;
  @MayBeLeftOut() @IsCode() indicator?: string;
  /** Only figures of the period that ends on this day; for `actuals`, `missing` and `template`. */
  @MayBeLeftOut() @IsCivilDate() period?: string;
}

export class CsvQuery extends ReportQuery {
  /** Whether a byte order mark, by which Excel knows UTF-8, goes first; where left out, `yes` in Chinese. */
  @MayBeLeftOut() @IsChoice(['yes', 'no']) bom?: 'yes' | 'no';
  /** `comma` (the default), `semicolon` for an Excel whose decimals have a comma, or `tab`. */
  @MayBeLeftOut()
  @IsChoice(SEPARATOR_NAMES)
  @ApiPropertyOptional()
  separator: 'comma' | 'semicolon' | 'tab' = 'comma';
}

/** What is for programs has the machine header. */
export class PackageQuery extends OmitType(ReportQuery, ['header']) {}
