import { IsCivilDate, IsInstant, MayBeLeftOut } from '../platform/http';

export class InterchangeQuery {
  /** Judge as of this day; today when left out. */
  @MayBeLeftOut() @IsCivilDate() asOf?: string;
  /** Count only what was recorded by this moment; with both clocks the answer is the same for ever. */
  @MayBeLeftOut() @IsInstant() knownAt?: string;
}
