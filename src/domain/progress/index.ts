export { judgeComposite, memberOf, SEVERITY } from './composite';
export { explainGoal, type ExplanationStep } from './explain';
export { judgeGoal } from './judge-goal';
export { type Kind, kindOf, KINDS, RULES } from './kind';
export {
  type ActualEntry,
  type CompositeRule,
  DATA_STATUSES,
  type GoalInput,
  LIGHTS,
  type MemberProgress,
  METHOD_VERSION,
  STATUSES,
} from './model';
export { checkPlausibility, type Finding } from './plausibility';
export { printComposite, printGoal } from './print-progress';
export { type Printed, type PrintedName, QUANTITIES, type QuantityUnit } from './quantities';
export { standingEntries } from './standing';
