export { applyCommitments, type Change, ChangeNeedsReason } from './apply-commitments';
export { ChangeTerms } from './change-terms';
export { GoalView, type TermsView } from './goals.dto';
export { GoalsModule } from './goals.module';
export { CodeMeansAnother } from './store-commitments';
export { TERMS_JSON } from './terms-json';
