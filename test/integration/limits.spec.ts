import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  Get,
  Global,
  Injectable,
  Module,
} from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { generateKeySync } from 'node:crypto';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/data-source';
import { SettingsModule } from '../../src/platform/config';
import { type KnownRequest, Limit, ProblemFilter } from '../../src/platform/http';
import { LimitsModule } from '../../src/platform/limits';
import { RateLimitsRepository } from '../../src/platform/limits/rate-limits.repository';
import { createTestDatabase, type TestDatabase } from '../support/test-server';

/** Stands for the guard that finds out who asks: here whoever says a number is that account. */
@Injectable()
class WhoAsks implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<KnownRequest>();
    const account = Number(request.headers['x-account'] ?? 0);
    if (account > 0) request.principal = { accountId: account } as NonNullable<KnownRequest['principal']>;
    return true;
  }
}

@Controller()
class Pages {
  @Get('page')
  page(): string {
    return 'page';
  }

  @Get('sign-in')
  @Limit('sign-in')
  signIn(): string {
    return 'sign-in';
  }
}

@Global()
@Module({ controllers: [Pages], providers: [{ provide: APP_GUARD, useClass: WhoAsks }] })
class KnowingModule {}

describe('which limit counts a request', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    database = await createTestDatabase();
    @Module({
      imports: [
        SettingsModule.of({
          http: {
            publicOrigin: null,
            trustedProxies: [],
            metricsFrom: [],
            rateLimits: { anonymous: 4, account: 3, signIn: 2 },
          },
          secretKey: generateKeySync('aes', { length: 256 }),
        }),
        TypeOrmModule.forRoot(dataSourceOptions(database.appUrl)),
        KnowingModule,
        LimitsModule,
      ],
    })
    class TestModule {}
    app = await NestFactory.create<NestFastifyApplication>(TestModule, new FastifyAdapter(), {
      logger: false,
    });
    app.useGlobalFilters(new ProblemFilter());
    await app.init();
  });

  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  const statuses = async (
    times: number,
    url: string,
    headers: Record<string, string> = {},
  ): Promise<number[]> => {
    const all = [];
    for (let n = 0; n < times; n++) all.push((await app.inject({ url, headers })).statusCode);
    return all;
  };

  it('is that of the account where somebody is signed in, from whatever address', async () => {
    expect(await statuses(4, '/page', { 'x-account': '7' })).toEqual([200, 200, 200, 429]);
    expect(await statuses(1, '/page', { 'x-account': '8' })).toEqual([200]);
    expect(await statuses(5, '/page')).toEqual([200, 200, 200, 200, 429]);
  });

  it('is the stricter one of the route, signed in or not, and then no other', async () => {
    expect(await statuses(2, '/sign-in')).toEqual([200, 200]);
    expect(await statuses(2, '/sign-in', { 'x-account': '7' })).toEqual([429, 429]);
    expect(await statuses(4, '/page')).toEqual([200, 200, 200, 200]);
  });

  it('is forgotten when its minute is over, and not before', async () => {
    await statuses(3, '/page');
    await statuses(1, '/sign-in');
    const db = app.get(DataSource);
    await db.query(`UPDATE rate_limit SET window_ends = now() WHERE key LIKE 'sign-in:%'`);
    await app.get(RateLimitsRepository, { strict: false }).forget();
    expect(await db.query(`SELECT key, hits FROM rate_limit`)).toEqual([
      { key: 'anonymous:127.0.0.1', hits: 3 },
    ]);
  });

  it('is kept in a table that no write waits for', async () => {
    const rows: unknown = await app
      .get(DataSource)
      .query(`SELECT relpersistence FROM pg_class WHERE relname = 'rate_limit'`);
    expect(rows).toEqual([{ relpersistence: 'u' }]);
  });
});
