export { actualId } from './actual-id';
export { ActualsModule } from './actuals.module';
export { ActualsRepository } from './actuals.repository';
export { applyStated } from './apply-stated';
export { type HandedRow, HandIn } from './hand-in';
export type { HandedIn } from './rows-in-turn';
export { RecordRepository } from './record.repository';
export type { NewActual } from './actuals.repository';
export { findingFields } from './new-figure';
