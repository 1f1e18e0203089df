import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsChoice, IsCivilDate, IsCode, IsInstant, MayBeLeftOut } from '../platform/http';
import { LANGUAGES } from '../platform/messages';

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
}
