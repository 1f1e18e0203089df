export { actualId } from './actual-id';
export { ActualsModule } from './actuals.module';
export { ActualsRepository } from './actuals.repository';
export { applyStated } from './apply-stated';
