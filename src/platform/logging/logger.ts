import { Logger as NestPinoLogger, LoggerModule, PinoLogger } from 'nestjs-pino';
import { type DynamicModule, type LoggerService, RequestMethod } from '@nestjs/common';
import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from '../config';

/** What nobody writes to the log knowingly, taken out where an object is logged that carries it. */
const SECRETS = [
  'authorization',
  'cookie',
  'set-cookie',
  'x-csrf-token',
  'csrfToken',
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'secret',
  'url',
  'query',
  'parameters',
  'body',
];

/** As they are, below one name, and below two (`req.headers.cookie`). */
const REDACTED = SECRETS.flatMap((name) => ['', '*', '*.*'].map((above) => `${above}["${name}"]`));

/** Where the lines go and which are worth one. */
export interface LogSettings {
  readonly level: LogLevel;
  /** Standard error where it is not given: standard output is for people. */
  readonly to?: DestinationStream;
}

/** The one logger of the process: one JSON object a line. */
export function createLogger({ level, to }: LogSettings): Logger {
  const options = {
    level: level === 'log' ? 'info' : level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: REDACTED, censor: '[redacted]' },
    serializers: { err: aboutError, req: () => undefined, res: () => undefined },
  };
  return pino(options, to ?? destination({ fd: 2, sync: true }));
}

/** An error of the database carries its statement and parameters, so only what is named here is logged. */
function aboutError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error ? error.code : undefined;
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(code === undefined ? {} : { code }),
  };
}

/** Everything Nest logs goes through `logger` too, with the id of the request it belongs to. */
export function nestLogging(logger: Logger): {
  readonly service: LoggerService;
  readonly module: DynamicModule;
} {
  // The library's own wildcard is written the old way, and the router complains of it at every start.
  const forRoutes = [{ path: '{*path}', method: RequestMethod.ALL }];
  const params = { pinoHttp: { logger }, useExisting: true as const, forRoutes };
  return {
    service: new NestPinoLogger(new PinoLogger(params), params),
    module: LoggerModule.forRoot(params),
  };
}
