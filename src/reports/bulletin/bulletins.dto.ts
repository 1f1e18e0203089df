import { IsChoice, IsCivilDate, IsInstant, MayBeLeftOut } from '../../platform/http';
import { LANGUAGES } from '../../platform/messages';

export class BulletinQuery {
  /** Judge as of this day; today when left out. */
  @MayBeLeftOut() @IsCivilDate() asOf?: string;
  /** Count only what was recorded by this moment; with both clocks a bulletin is the same for ever. */
  @MayBeLeftOut() @IsInstant() knownAt?: string;
  /** `zh-CN` or `en`; by Accept-Language when left out. */
  @MayBeLeftOut() @IsChoice(LANGUAGES) lang?: 'zh-CN' | 'en';
}
