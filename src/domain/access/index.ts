export {
  MAX_PASSWORD_LENGTH,
  passwordFinding,
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
  TOKEN_SCOPES,
} from './permissions';
export { type Grant, mayAtAll, type Principal, type Reach, reachOf } from './principal';
export { roleNeedsFactor, type SessionNeed, sessionNeeds } from './session-needs';
export { vouchesForFactor } from './vouches-for-factor';
