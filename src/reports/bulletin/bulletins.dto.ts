import { IsOptional } from 'class-validator';
import { IsChoice, IsCivilDate, IsInstant } from '../../platform/http';
import { LANGUAGES } from '../../platform/messages';

export class BulletinQuery {
  /** Judge as of this day; today when left out. */
  @IsOptional() @IsCivilDate() asOf?: string;
  /** Count only what was recorded by this moment; with both clocks a bulletin is the same for ever. */
  @IsOptional() @IsInstant() knownAt?: string;
  /** `zh-CN` or `en`; by Accept-Language when left out. */
  @IsOptional() @IsChoice(LANGUAGES) lang?: 'zh-CN' | 'en';
}
