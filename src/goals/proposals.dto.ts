import { ApiProperty } from '@nestjs/swagger';
import { IsChoice, IsCode, IsSentence, ListQuery, MayBeLeftOut } from '../platform/http';
import { TermsContent, TermsView } from './goals.dto';

const PROPOSAL_STATES = ['pending', 'approved', 'rejected', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** New terms that somebody proposed, beside those they would replace. */
export class ProposalView {
  id!: number;
  goalCode!: string;
  @ApiProperty({ enum: PROPOSAL_STATES })
  state!: ProposalState;
  /** It waits, but the promise has changed since: it can be withdrawn or rejected, not approved. */
  outdated!: boolean;
  /** The version of the terms it was made on. */
  baseVersion!: number;
  effectiveFrom!: string;
  reason!: string;
  document!: string | null;
  proposedBy!: string;
  proposedAt!: string;
  decidedBy!: string | null;
  decidedAt!: string | null;
  decisionReason!: string | null;
  /** The terms it was made on. */
  @ApiProperty({ type: TermsView })
  current!: TermsView;
  @ApiProperty({ type: TermsContent })
  proposed!: TermsContent;
  /** The fields in which the two differ. */
  changes!: string[];
}

export class ProposalQuery extends ListQuery {
  @MayBeLeftOut() @IsChoice(PROPOSAL_STATES) state?: string;
  @MayBeLeftOut() @IsCode() goal?: string;
}

export class RejectProposalInput {
  @IsSentence(2000) reason!: string;
}
