export { InterchangeModule } from './interchange.module';
