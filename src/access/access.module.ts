import { Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { AuditModule } from '../audit';
import { SettingsModule } from '../settings';
import { AccessGuard } from './access.guard';
import { AccountsController } from './accounts.controller';
import { ChangePassword } from './change-password';
import { DeclaredRoutes } from './declared-routes';
import { EndAccess } from './end-access';
import { EndSession } from './end-session';
import { CheckCode } from './factors/check-code';
import { EnrolFactor } from './factors/enrol-factor';
import { FactorController } from './factors/factor.controller';
import { KeepFactor } from './factors/keep-factor';
import { FirstAdministrator } from './first-administrator';
import { GiveSession } from './give-session';
import { GrantRole } from './grant-role';
import { IdentityModule } from './identity.module';
import { KeepAccounts } from './keep-accounts';
import { KeepPeople } from './keep-people';
import { OwnPassword } from './own-password';
import { PeopleController, RolesController } from './people.controller';
import { PeopleRepository } from './people.repository';
import { RefusalsInterceptor } from './refusals.interceptor';
import { RenewSession } from './renew-session';
import { ResetAccess } from './reset-access';
import { SessionController } from './session.controller';
import { SignIn } from './sign-in';
import { OidcRepository } from './sso/oidc.repository';
import { Provider } from './sso/provider';
import { SignInByProvider } from './sso/sign-in-by-provider';
import { SsoController } from './sso/sso.controller';
import { UnlinkAccount } from './sso/unlink-account';
import { TellRefusal } from './tell-refusal';
import { KeepTokens } from './tokens/keep-tokens';
import { TokensController, TokensOfPersonController } from './tokens/tokens.controller';

@Module({
  imports: [AuditModule, DiscoveryModule, IdentityModule, SettingsModule],
  controllers: [
    SessionController,
    FactorController,
    SsoController,
    TokensController,
    PeopleController,
    RolesController,
    AccountsController,
    TokensOfPersonController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_INTERCEPTOR, useClass: RefusalsInterceptor },
    TellRefusal,
    DeclaredRoutes,
    PeopleRepository,
    OidcRepository,
    OwnPassword,
    GiveSession,
    RenewSession,
    SignIn,
    EndAccess,
    EndSession,
    ChangePassword,
    CheckCode,
    EnrolFactor,
    KeepFactor,
    KeepTokens,
    Provider,
    SignInByProvider,
    GrantRole,
    KeepAccounts,
    KeepPeople,
    UnlinkAccount,
    FirstAdministrator,
    ResetAccess,
  ],
  exports: [FirstAdministrator, KeepPeople, ResetAccess],
})
export class AccessModule {}
