export {
  conflictOfDuties,
  isDepartmental,
  type Permission,
  PERMISSIONS,
  type Role,
  ROLES,
} from './permissions';
export { type Grant, type Limits, mayAtAll, type Principal, type Reach, reachOf } from './principal';
