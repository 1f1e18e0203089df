import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { DataSource } from 'typeorm';
import { SETTINGS, type Settings } from '../config';
import { RateLimitGuard, throttlers } from './rate-limit.guard';
import { RateLimitsRepository } from './rate-limits.repository';

/** Import it after the module whose guard finds out who asks: global guards run in the order of imports. */
@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [SETTINGS, DataSource],
      useFactory: ({ http }: Settings, dataSource: DataSource) => ({
        throttlers: throttlers(http.rateLimits),
        storage: new RateLimitsRepository(dataSource),
        setHeaders: false,
      }),
    }),
  ],
  providers: [RateLimitsRepository, { provide: APP_GUARD, useClass: RateLimitGuard }],
})
export class LimitsModule {}
