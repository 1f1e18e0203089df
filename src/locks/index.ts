export { LocksModule } from './locks.module';
export { type HoldingLock, LocksRepository } from './locks.repository';
