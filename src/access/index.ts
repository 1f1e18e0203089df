export { AccessModule } from './access.module';
export { FirstAdministrator } from './first-administrator';
export { KeepPeople } from './keep-people';
