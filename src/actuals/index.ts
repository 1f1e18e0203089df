export { actualId } from './actual-id';
export { ActualsModule } from './actuals.module';
export { ActualsRepository } from './actuals.repository';
export { applyStated } from './apply-stated';
export { type HandedIn, type HandedRow, HandIn } from './hand-in';
export { RecordRepository } from './record.repository';
export type { NewActual } from './actuals.repository';
export { findingFields } from './new-figure';
