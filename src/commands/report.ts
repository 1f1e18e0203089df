import type { Command } from 'commander';
import { OPERATOR } from '../audit';
import { readConfig } from '../platform/config';
import { type Language, LANGUAGES, translate } from '../platform/messages';
import { ReplayProgress } from '../progress';
import {
  FACE_NAMES,
  readReportOptions,
  REPORT_NAMES,
  reportNamed,
  reportOptions,
  TellExport,
  WriteReport,
} from '../reports';
import { print } from './output';
import { withApplication } from './with-application';
import { writeWhole } from './write-whole';

interface Options {
  readonly asOf?: string;
  readonly knownAt?: string;
  readonly lang?: Language;
  readonly header?: string;
  readonly bom?: string;
  readonly separator?: string;
  readonly department?: string;
  readonly area?: string;
  readonly indicator?: string;
  readonly period?: string;
  readonly format: string;
  readonly output?: string;
}

/** `report [NAME] [--as-of DATE] [--known-at INSTANT] [--lang zh-CN|en] [--format csv|xlsx|zip] [-o FILE] …`. */
export function addReportCommand(program: Command): void {
  const { language } = readConfig();
  const text = (code: string): string => translate(language, 'command', code);
  program
    .command('report')
    .description(text('report.about'))
    .argument('[name]', `${text('option.report')} (${REPORT_NAMES.join(', ')})`, REPORT_NAMES[0])
    .option('--as-of <date>', text('option.as_of'))
    .option('--known-at <instant>', text('option.known_at'))
    .option('--lang <language>', `${text('option.lang')} (${LANGUAGES.join(', ')})`)
    .option('--header <kind>', text('option.header'))
    .option('--format <face>', `${text('option.format')} (${FACE_NAMES.join(', ')})`, FACE_NAMES[0])
    .option('--bom <choice>', text('option.bom'))
    .option('--separator <separator>', text('option.separator'))
    .option('--department <code>', text('option.department'))
    .option('--area <code>', text('option.area'))
    .option('--indicator <code>', text('option.indicator'))
    .option('--period <date>', text('option.period'))
    .option('-o, --output <file>', text('option.output'))
    .action(report);
}

async function report(name: string, { output, format, ...given }: Options): Promise<void> {
  const report = reportNamed(name);
  const { face, query } = await readReportOptions(format, given);
  await withApplication(async (app, { config: { language }, cut }) => {
    const clocks = await app.get(ReplayProgress).clocks(query);
    const file = output ?? `${report}-${clocks.asOf}.${face.name}`;
    const { lang = language, header = 'machine' } = query;
    const asked = { clocks, language: lang, reach: 'everywhere' } as const;
    const options = reportOptions(report, { ...query, header }, asked);
    await app.get(TellExport).execute(OPERATOR, `${report}.${face.name}`, options);
    await app.get(WriteReport).execute(report, options, face, (pieces) => writeWhole(file, pieces, cut));
    if (file !== '-')
      await print(`${translate(language, 'command', 'report.written', { file, ...clocks })}\n`);
  });
}
