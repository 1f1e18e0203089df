import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { tellEmbedded } from '../command-texts';
import { openDatabase } from '../open-database';
import { type Config, readConfig } from '../platform/config';
import { readOrMakeSecretKey } from '../platform/secrets';

/** Runs `work` on the application without its HTTP side and schedule, and puts everything away afterwards. */
export async function withApplication(
  work: (app: INestApplicationContext, config: Config) => Promise<void>,
): Promise<void> {
  const config = readConfig();
  const database = await openDatabase(config, false, (event) => {
    const line = tellEmbedded(config.language, event);
    if (line !== null) process.stderr.write(`${line}\n`);
  });
  try {
    const composition = AppModule.compose({
      databaseUrl: database.url,
      jobs: false,
      http: config.http,
      oidc: config.oidc,
      secretKey: await readOrMakeSecretKey(config),
    });
    const app = await NestFactory.createApplicationContext(composition, {
      logger: ['warn', 'error'],
      abortOnError: false,
    });
    try {
      await work(app, config);
    } finally {
      await app.close();
    }
  } finally {
    await database.close();
  }
}
