import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAdministrator } from './access';
import { CatalogContradicts, readCatalogFile } from './catalog';
import { told, tellCatalogProblems, tellEmbedded, tellLeftOut } from './command-texts';
import { readWhole } from './commands/read-whole';
import { createApp } from './create-app';
import { ChangeNeedsReason } from './goals';
import { LoadCatalog } from './load-catalog';
import { type OpenDatabase, openDatabase } from './open-database';
import { type Config, readConfig } from './platform/config';
import { translate } from './platform/messages';
import { readOrMakeSecretKey } from './platform/secrets';
import { ProductionSchedule } from './productions';
import { ProgressSchedule } from './progress';
import { startSummary } from './start-summary';
import { stopOnSignal } from './stop-on-signal';
import { stopServing } from './stop-serving';

interface Running {
  readonly app: NestFastifyApplication;
  readonly database: OpenDatabase;
}

async function main(): Promise<void> {
  const config = readConfig();
  // Not before somebody listens for signals: the start begins with work that lets nothing in between.
  const opening = Promise.resolve(config).then(open);
  const started = opening.then((database) => start(database, config));
  stopOnSignal({
    stop: async () => {
      // What is half open cannot be closed.
      const { app, database } = await started;
      await stopServing(app);
      await database.close();
    },
    after: opening,
    // To be stopped is how a server ends well.
    exitCode: () => 0,
  });
  await started;
}

function open(config: Config): Promise<OpenDatabase> {
  return openDatabase(config, true, (event) => {
    const line = tellEmbedded(config.language, event);
    if (line !== null) say(line);
    // Another application works on the data now: this one must not.
    if (event.kind === 'folder_lost') process.exit(1);
  });
}

async function start(database: OpenDatabase, config: Config): Promise<Running> {
  try {
    const secretKey = await readOrMakeSecretKey(config);
    const { http, evidence, oidc } = config;
    const composition = { databaseUrl: database.url, jobs: true, http, evidence, oidc, secretKey };
    const app = await createApp(composition, { level: config.logLevel });
    await loadCatalog(app, config);
    await app.listen(config.port, config.host);
    await app.get(ProgressSchedule).catchUp('make_up');
    // Nobody who starts the product waits for reports.
    void app.get(ProductionSchedule).catchUp();
    await firstAdministrator(app, config);
    say(await startSummary(app, config, database.directory));
    return { app, database };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Told once and kept nowhere, and at once: without it nobody could ever come in. Nothing once somebody can. */
async function firstAdministrator(app: NestFastifyApplication, { language }: Config): Promise<void> {
  const name = translate(language, 'command', 'start.administrator_name');
  const made = await app.get(FirstAdministrator).make(name);
  if (made !== null) say(translate(language, 'command', 'start.first_administrator', { ...made }));
}

/**
 * A file that does not read, changes promises without saying why, or contradicts the record does not keep the record
 * from being served.
 */
async function loadCatalog(app: NestFastifyApplication, config: Config): Promise<void> {
  const text = await readWhole(config.catalogFile);
  const read = readCatalogFile(text);
  if (!read.ok) {
    say(tellCatalogProblems(config.language, config.catalogFile, read.problems));
    return;
  }
  try {
    const loaded = await app.get(LoadCatalog).execute(read.document, text, null);
    const line = tellLeftOut(config.language, loaded.leftOut);
    if (line !== null) say(line);
  } catch (error) {
    if (!(error instanceof ChangeNeedsReason || error instanceof CatalogContradicts)) throw error;
    say(told(config.language, error));
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${told(readLanguage(), error)}\n`);
  process.exitCode = 1;
});

function readLanguage(): Config['language'] {
  try {
    return readConfig().language;
  } catch {
    return 'zh-CN';
  }
}
