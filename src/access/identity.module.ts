import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { SettingsModule } from '../settings';
import { AccountsRepository } from './accounts.repository';
import { Identify } from './identify';
import { Passwords } from './passwords';
import { SessionsRepository } from './sessions.repository';
import { WhoAsksGuard } from './who-asks.guard';

/** Who asks. Import it before the limits, and these before `AccessModule`: global guards run in that order. */
@Module({
  imports: [SettingsModule],
  providers: [
    { provide: APP_GUARD, useClass: WhoAsksGuard },
    AccountsRepository,
    SessionsRepository,
    Passwords,
    Identify,
  ],
  exports: [AccountsRepository, SessionsRepository, Passwords, Identify],
})
export class IdentityModule {}
