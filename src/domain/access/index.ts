export {
  MAX_PASSWORD_LENGTH,
  passwordFinding,
  type PasswordPolicy,
  passwordPolicy,
  PASSWORD_PRESETS,
  type PasswordPreset,
} from './password-policy';
export {
  conflictOfDuties,
  isDepartmental,
  type Permission,
  PERMISSIONS,
  type Role,
  ROLES,
} from './permissions';
export { type Grant, type Limits, mayAtAll, type Principal, type Reach, reachOf } from './principal';
export { type SessionNeed, sessionNeeds } from './session-needs';
