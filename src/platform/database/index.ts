export { Clock, instantSql, recordingFacts } from './clock';
export { DatabaseModule } from './database.module';
export { IdempotentWrites } from './idempotent-writes';
export { findListed, listPage, type ListShape, shown } from './keyset';
export { migrate } from './migrate';
export { type Notice, Outbox } from './outbox';
export { inReach, reachCondition, reachParam } from './reach';
export { streamRows } from './stream-rows';
export { Transactions, type Tx } from './transactions';
