import { Command, CommanderError } from 'commander';
import { told } from './command-texts';
import { addAccountCommand } from './commands/account';
import { addAuditCommands } from './commands/audit';
import { addCalendarCommands } from './commands/calendar';
import { addCatalogCommands } from './commands/catalog';
import { addDemoCommand } from './commands/demo';
import { addEvidenceCommand } from './commands/evidence';
import { addProgressCommand } from './commands/progress';
import { listenToOutputs, ReaderGone } from './commands/output';
import { addReportCommand } from './commands/report';
import { readConfig } from './platform/config';
import { type Language, translate } from './platform/messages';

/** Asked for and answered: no failure, though the parser leaves by an exception. */
const ANSWERED = new Set(['commander.helpDisplayed', 'commander.help', 'commander.version']);

async function main(): Promise<void> {
  listenToOutputs();
  const { language } = readConfig();
  try {
    await commands(language).parseAsync();
  } catch (error) {
    if (error instanceof CommanderError && ANSWERED.has(error.code)) return;
    if (error instanceof ReaderGone) return;
    fail(language, error);
  }
}

function commands(language: Language): Command {
  const text = (code: string): string => translate(language, 'command', code);
  const program = new Command('duixian').description(text('about'));
  addCatalogCommands(program);
  addCalendarCommands(program);
  addEvidenceCommand(program);
  addProgressCommand(program);
  addReportCommand(program);
  addAuditCommands(program);
  addAccountCommand(program);
  addDemoCommand(program);
  speak(program, text);
  return program;
}

/** The parser's own words come from the catalogs too; what it would print about an error, `told` says. */
function speak(command: Command, text: (code: string) => string): void {
  command
    .exitOverride()
    .helpCommand(false)
    .helpOption('-h, --help', text('help.option'))
    .configureHelp({ styleTitle: (title) => text(`help.${title}`) })
    .configureOutput({ outputError: () => undefined });
  for (const sub of command.commands) speak(sub, text);
}

function fail(language: Language, error: unknown): void {
  process.stderr.write(`${told(language, error)}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  fail('zh-CN', error);
});
