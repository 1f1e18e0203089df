import { IsOptional } from 'class-validator';
import { IsCivilDate, IsInstant } from '../platform/http';

export class InterchangeQuery {
  /** Judge as of this day; today when left out. */
  @IsOptional() @IsCivilDate() asOf?: string;
  /** Count only what was recorded by this moment; with both clocks the answer is the same for ever. */
  @IsOptional() @IsInstant() knownAt?: string;
}
