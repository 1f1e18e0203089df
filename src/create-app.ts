import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppModule, type Composition } from './app.module';
import { acceptMultipart, ProblemFilter, validationPipe } from './platform/http';

const LEVELS: readonly LogLevel[] = ['debug', 'log', 'warn', 'error', 'fatal'];

/** Body of a write: the largest is a goal's new terms with all its stages. */
const BODY_LIMIT = 256 * 1024;

/** The HTTP application as it is served and as it is tested. */
export async function createApp(
  composition: Composition,
  logLevel: LogLevel,
): Promise<NestFastifyApplication> {
  const filter = new ProblemFilter();
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    forceCloseConnections: 'idle',
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      filter.answer(error, request, reply);
    },
  });
  const logger = LEVELS.slice(LEVELS.indexOf(logLevel));
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.compose(composition), adapter, {
    logger: [...logger],
    abortOnError: false,
  });
  await acceptMultipart(app);
  app.setGlobalPrefix('api/v1');
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(filter);
  describeApi(app);
  return app;
}

function describeApi(app: NestFastifyApplication): void {
  const about = new DocumentBuilder()
    .setTitle('兑现 Duixian')
    .setDescription(
      'Public commitments, the figures logged for them, and their progress. Decimals travel as text. Errors are problem documents (RFC 9457) in the language of Accept-Language (zh-CN, en).',
    )
    .setVersion('1')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, about), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}
