import type { CivilDate } from '../calendar/civil-date';
import type { Status } from './model';
import type { Reading } from './reading';

/** A status with the reading that decided it. */
export interface Verdict {
  readonly status: Status;
  readonly reading: Reading | null;
  /** When the target was first met, of what is achieved. */
  readonly metAt: CivilDate | null;
}
