export { readAnchor, readKey, signAnchor } from './anchor-file';
export { AuditModule } from './audit.module';
export type { Finding } from './check-chain';
export {
  type Actor,
  actorOf,
  CATALOG,
  type EventFacts,
  OPERATOR,
  recordEvents,
  SYSTEM,
  tellerOf,
} from './record-event';
export { SealEvents } from './seal-events';
export { TakeAnchor } from './take-anchor';
export { TellApart } from './tell-apart';
export { type Verified, VerifyChain } from './verify-chain';
