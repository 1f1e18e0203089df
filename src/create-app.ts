import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { AppModule, type Composition } from './app.module';
import {
  acceptMultipart,
  addSecurityHeaders,
  ProblemFilter,
  protectUnrouted,
  validationPipe,
} from './platform/http';
import { createLogger, logAnswer, type LogSettings, nestLogging, requestIds } from './platform/logging';
import { Metrics } from './platform/metrics';
import { AddressList, keepAddresses } from './platform/network';

/** Body of a write: the largest is a goal's new terms with all its stages. */
const BODY_LIMIT = 256 * 1024;

/** The HTTP application as it is served and as it is tested. */
export async function createApp(composition: Composition, log: LogSettings): Promise<NestFastifyApplication> {
  const filter = new ProblemFilter();
  const logger = createLogger(log);
  const logging = nestLogging(logger);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.compose(composition, [logging.module]),
    createAdapter(composition, logger, filter),
    { logger: logging.service, abortOnError: false },
  );
  await acceptMultipart(app);
  app.setGlobalPrefix('api/v1', { exclude: ['metrics'] });
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(filter);
  await addSecurityHeaders(app, composition.http.publicOrigin !== null);
  watchAnswers(app);
  describeApi(app);
  return app;
}

function createAdapter({ http }: Composition, logger: Logger, filter: ProblemFilter): FastifyAdapter {
  const trusted = new AddressList(http.trustedProxies);
  return new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    // Refused by the pipe instead, which names the field.
    onProtoPoisoning: 'ignore',
    onConstructorPoisoning: 'ignore',
    forceCloseConnections: 'idle',
    trustProxy: (address) => trusted.includes(address),
    genReqId: requestIds(trusted),
    loggerInstance: logger,
    // Its own lines would show the address with all that stands in it; `logAnswer` says what is needed.
    logController: new LogController({ requestIdLogLabel: 'requestId', disableRequestLogging: true }),
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      // No route and so no hook: what those would have done is done here.
      keepAddresses(request.headers);
      protectUnrouted(reply.header('x-request-id', request.id));
      filter.answer(error, request, reply);
      logAnswer(request, reply);
    },
  });
}

/** Every answer names its request, is counted, and leaves one line in the log. */
function watchAnswers(app: NestFastifyApplication): void {
  const metrics = app.get(Metrics);
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    keepAddresses(request.headers);
    void reply.header('x-request-id', request.id);
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.countAnswer(request, reply);
    logAnswer(request, reply);
    done();
  });
}

function describeApi(app: NestFastifyApplication): void {
  const about = new DocumentBuilder()
    .setTitle('兑现 Duixian')
    .setDescription(
      [
        'Public commitments, the figures logged for them, and their progress. Decimals travel as text. Errors are problem documents (RFC 9457) in the language of Accept-Language (zh-CN, en).',
        'Lists come in pages of at most 200 items (`limit`, `cursor`), sorted by `sort`; a refusal names what a list is sorted by. Whole come those that are bounded by what they belong to: the terms of a goal, the history of a period, the closings of a commitment, the years and days of the calendar, the settings, and one’s own sessions and tokens.',
        'Edits name in If-Match the state that was seen: 428 without, 412 when somebody was faster, 400 for `*`.',
      ].join('\n\n'),
    )
    .setVersion('1')
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, about), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
  });
}
