export { applyCommitments, type Change, ChangeNeedsReason } from './apply-commitments';
export { type TermsView } from './goals.dto';
export { leftOut } from './left-out';
export { GoalsModule } from './goals.module';
export { ProposalView } from './proposals.dto';
export { ProposalsRepository } from './proposals.repository';
export { ProposeTerms } from './propose-terms';
export { CodeMeansAnother } from './store-commitments';
export { TERMS_JSON } from './terms-json';
