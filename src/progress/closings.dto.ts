import { STATUSES } from '../domain/progress';
import { IsChoice, IsSentence, MayBeLeftOut } from '../platform/http';

/** A commitment taken off the list, and put on it again. */
export class ClosingView {
  code!: string;
  /** The status with which it was closed. */
  verdict!: string;
  /** The two clocks by which the verdict was computed. */
  asOf!: string;
  knownAt!: string;
  reason!: string;
  document!: string | null;
  closedBy!: string;
  closedAt!: string;
  reopenedBy!: string | null;
  reopenedAt!: string | null;
  reopenedReason!: string | null;
}

export class CloseInput {
  /** The status as one has seen it: `achieved`, `achieved_late` or `missed`. */
  @IsChoice(STATUSES) verdict!: string;
  @IsSentence(2000) reason!: string;
  @MayBeLeftOut() @IsSentence(2000) document?: string;
}

export class ReopenInput {
  @IsSentence(2000) reason!: string;
}
