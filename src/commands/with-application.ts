import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { ConsoleLogger, type INestApplicationContext, type LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module';
import { tellEmbedded } from '../command-texts';
import { type OpenDatabase, openDatabase } from '../open-database';
import { type Config, readConfig } from '../platform/config';
import { stopOnSignal } from '../stop-on-signal';
import { readOrMakeSecretKey } from '../platform/secrets';

/** How long work that is cut off may take to put its own things away. Past it its transaction is lost. */
const PUT_AWAY_WITHIN_MS = 1_500;

export interface Circumstances {
  readonly config: Config;
  /** Aborted by a signal: what the work has begun must be undone or left whole, and soon. */
  readonly cut: AbortSignal;
}

type Work = (app: INestApplicationContext, circumstances: Circumstances) => Promise<void>;

/**
 * Runs `work` on the application without its HTTP side and schedule, and puts everything away afterwards. A
 * signal cuts the work off; one during the opening of the database waits for it.
 */
export async function withApplication(work: Work): Promise<void> {
  const config = readConfig();
  const cutting = new AbortController();
  // Not before somebody listens for signals: the opening begins with work that lets nothing in between.
  const opening = Promise.resolve(config).then(open);
  const ended = opening
    .then((database) => onDatabase(database, { config, cut: cutting.signal }, work))
    .catch((error: unknown) => {
      // To be cut off is no failure of the command's.
      if (!cutting.signal.aborted) throw error;
    });
  const stop = (): Promise<void> => {
    cutting.abort(new Error('cut off by a signal'));
    return ended;
  };
  stopOnSignal({ stop, after: opening });
  await ended;
}

function open(config: Config): Promise<OpenDatabase> {
  return openDatabase(config, false, (event) => {
    const line = tellEmbedded(config.language, event);
    if (line !== null) process.stderr.write(`${line}\n`);
  });
}

async function onDatabase(database: OpenDatabase, circumstances: Circumstances, work: Work): Promise<void> {
  const { cut } = circumstances;
  try {
    cut.throwIfAborted();
    await Promise.race([onApplication(database.url, circumstances, work), overdue(cut)]);
  } finally {
    await database.close();
  }
}

async function onApplication(databaseUrl: string, circumstances: Circumstances, work: Work): Promise<void> {
  const { config } = circumstances;
  const composition = AppModule.compose({
    databaseUrl,
    jobs: false,
    http: config.http,
    evidence: config.evidence,
    secretKey: await readOrMakeSecretKey(config),
  });
  const app = await NestFactory.createApplicationContext(composition, {
    logger: new LogBesideOutput({ logLevels: ['warn', 'error'] }),
    abortOnError: false,
  });
  try {
    circumstances.cut.throwIfAborted();
    await work(app, circumstances);
  } finally {
    await app.close();
  }
}

/** Rejects when work that was cut off does not come to its end. */
async function overdue(cut: AbortSignal): Promise<never> {
  if (!cut.aborted) await once(cut, 'abort');
  await pause(PUT_AWAY_WITHIN_MS);
  throw cut.reason;
}

/** The standard output may be the report itself: what is logged goes to the other one. */
class LogBesideOutput extends ConsoleLogger {
  protected override printMessages(messages: unknown[], context?: string, level?: LogLevel): void {
    super.printMessages(messages, context, level, 'stderr');
  }
}
