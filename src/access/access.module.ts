import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { SettingsModule } from '../settings';
import { AccessGuard } from './access.guard';
import { AccountsController } from './accounts.controller';
import { ChangePassword } from './change-password';
import { DeclaredRoutes } from './declared-routes';
import { EndSession } from './end-session';
import { FirstAdministrator } from './first-administrator';
import { GrantRole } from './grant-role';
import { IdentityModule } from './identity.module';
import { KeepAccounts } from './keep-accounts';
import { KeepPeople } from './keep-people';
import { PeopleController, RolesController } from './people.controller';
import { PeopleRepository } from './people.repository';
import { SessionController } from './session.controller';
import { SignIn } from './sign-in';

@Module({
  imports: [DiscoveryModule, IdentityModule, SettingsModule],
  controllers: [SessionController, PeopleController, RolesController, AccountsController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    DeclaredRoutes,
    PeopleRepository,
    SignIn,
    EndSession,
    ChangePassword,
    GrantRole,
    KeepAccounts,
    KeepPeople,
    FirstAdministrator,
  ],
  exports: [FirstAdministrator, KeepPeople],
})
export class AccessModule {}
