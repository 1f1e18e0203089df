import { Command, CommanderError } from 'commander';
import { told } from './command-texts';
import { addCatalogCommands } from './commands/catalog';
import { addProgressCommand } from './commands/progress';
import { addReportCommand } from './commands/report';
import { readConfig } from './platform/config';
import { translate } from './platform/messages';

async function main(): Promise<void> {
  const { language } = readConfig();
  const program = new Command('duixian').description(translate(language, 'command', 'about')).exitOverride();
  addCatalogCommands(program);
  addProgressCommand(program);
  addReportCommand(program);
  try {
    await program.parseAsync();
  } catch (error) {
    // Commander has said what was wrong with the words of the command.
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else {
      process.stderr.write(`${told(language, error)}\n`);
      process.exitCode = 1;
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${told('zh-CN', error)}\n`);
  process.exitCode = 1;
});
