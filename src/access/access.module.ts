import { Module } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { SettingsModule } from '../settings';
import { AccessGuard } from './access.guard';
import { AccountsController } from './accounts.controller';
import { AccountsRepository } from './accounts.repository';
import { ChangePassword } from './change-password';
import { DeclaredRoutes } from './declared-routes';
import { EndSession } from './end-session';
import { FirstAdministrator } from './first-administrator';
import { GrantRole } from './grant-role';
import { Identify } from './identify';
import { KeepAccounts } from './keep-accounts';
import { KeepPeople } from './keep-people';
import { Passwords } from './passwords';
import { PeopleController, RolesController } from './people.controller';
import { PeopleRepository } from './people.repository';
import { SessionController } from './session.controller';
import { SessionsRepository } from './sessions.repository';
import { SignIn } from './sign-in';

@Module({
  imports: [DiscoveryModule, SettingsModule],
  controllers: [SessionController, PeopleController, RolesController, AccountsController],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    DeclaredRoutes,
    AccountsRepository,
    PeopleRepository,
    SessionsRepository,
    Passwords,
    Identify,
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
