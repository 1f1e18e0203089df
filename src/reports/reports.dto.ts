import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { IsChoice, IsCivilDate, IsCode, IsInstant } from '../platform/http';
import { LANGUAGES } from '../platform/messages';

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
