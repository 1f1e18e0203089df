export { AccessModule } from './access.module';
export { FirstAdministrator } from './first-administrator';
export { IdentityModule } from './identity.module';
export { KeepPeople } from './keep-people';
export { ResetAccess } from './reset-access';
export type { NewAccountView } from './people.dto';
export { personReach } from './person-reach';
