export { applyCommitments, type Change, ChangeNeedsReason } from './apply-commitments';
export { type TermsContent, type TermsView } from './goals.dto';
export { GoalsModule } from './goals.module';
export { ProposalView } from './proposals.dto';
export { ProposalsRepository } from './proposals.repository';
export { ProposeTerms } from './propose-terms';
export { CodeMeansAnother } from './store-commitments';
export { changedFields } from './terms-content';
export { TERMS_JSON } from './terms-json';
