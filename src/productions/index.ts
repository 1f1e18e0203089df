export { ProductionSchedule } from './production-schedule';
export { ProductionsModule } from './productions.module';
