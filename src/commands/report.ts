import type { Command } from 'commander';
import { readConfig } from '../platform/config';
import { type Language, LANGUAGES, translate } from '../platform/messages';
import { ReplayProgress } from '../progress';
import { ProgressReport, readReportOptions } from '../reports';
import { print } from './output';
import { withApplication } from './with-application';
import { writeWhole } from './write-whole';

interface Options {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly lang?: Language;
  readonly header?: 'words' | 'machine';
  readonly output?: string;
}

/** `report [--as-of DATE] [--known-at INSTANT] [--lang zh-CN|en] [--header machine] [-o FILE]`. */
export function addReportCommand(program: Command): void {
  const { language } = readConfig();
  const text = (code: string): string => translate(language, 'command', code);
  program
    .command('report')
    .description(text('report.about'))
    .option('--as-of <date>', text('option.as_of'))
    .option('--known-at <instant>', text('option.known_at'))
    .option('--lang <language>', `${text('option.lang')} (${LANGUAGES.join(', ')})`)
    .option('--header <kind>', text('option.header'))
    .option('-o, --output <file>', text('option.output'))
    .action(report);
}

async function report(given: Options): Promise<void> {
  const query = await readReportOptions(given);
  await withApplication(async (app, { config: { language }, cut }) => {
    const clocks = await app.get(ReplayProgress).clocks(query);
    const file = given.output ?? `progress-${clocks.asOf}.csv`;
    const options = {
      clocks,
      language: query.lang ?? language,
      header: query.header,
      reach: 'everywhere',
    } as const;
    await app.get(ProgressReport).write(options, (lines) => writeWhole(file, lines, cut));
    if (file !== '-')
      await print(`${translate(language, 'command', 'report.written', { file, ...clocks })}\n`);
  });
}
