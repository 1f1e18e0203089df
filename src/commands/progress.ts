import type { INestApplicationContext } from '@nestjs/common';
import { type Command, Option } from 'commander';
import { addDays, type CivilDate } from '../domain/calendar';
import { readConfig } from '../platform/config';
import { Clock, Transactions } from '../platform/database';
import { invalidField, isDayOfRecord } from '../platform/http';
import { translate } from '../platform/messages';
import { type JobRunView, RunProgress, SnapshotsRepository } from '../progress';
import { print } from './output';
import { withApplication } from './with-application';

interface Options {
  readonly asOf?: string;
  readonly from?: string;
  readonly to?: string;
}

/** `progress [--as-of DATE | --from DATE --to DATE]`: a run by hand for a date or for each of a range. */
export function addProgressCommand(program: Command): void {
  const { language } = readConfig();
  const text = (code: string): string => translate(language, 'command', code);
  program
    .command('progress')
    .description(text('progress.about'))
    .addOption(new Option('--as-of <date>', text('option.as_of')).conflicts(['from', 'to']))
    .option('--from <date>', text('option.from'))
    .option('--to <date>', text('option.to'))
    .action(run);
}

async function run(options: Options): Promise<void> {
  await withApplication(async (app, { config: { language }, cut }) => {
    const { first, last } = range(options, await app.get(Clock).today());
    const total = await app.get(SnapshotsRepository).countCommitments();
    for (let date = first; date <= last; date = addDays(date, 1)) {
      cut.throwIfAborted();
      const { state, id, computed, changed, failed } = await runDate(app, date, total, cut);
      if (state !== 'succeeded') process.exitCode = 1;
      const code = state === 'failed' ? 'progress.failed' : 'progress.done';
      await print(`${translate(language, 'command', code, { date, id, computed, changed, failed })}\n`);
    }
  });
}

async function runDate(
  app: INestApplicationContext,
  date: CivilDate,
  total: number,
  cut: AbortSignal,
): Promise<JobRunView> {
  const runs = app.get(RunProgress);
  const id = await app.get(Transactions).write((tx) => runs.begin(date, tx));
  const show = bar(date, total);
  return runs.toItsEnd(id, date, cut, (computed) => {
    show(computed);
    // Inside the run's transaction: what it has computed goes with it, and its record says so.
    cut.throwIfAborted();
  });
}

function range({ asOf, from, to }: Options, today: CivilDate): { first: CivilDate; last: CivilDate } {
  if (asOf !== undefined) return { first: day('as-of', asOf), last: day('as-of', asOf) };
  const last = to === undefined ? today : day('to', to);
  const first = from === undefined ? last : day('from', from);
  if (first > last) throw invalidField('--from', 'field.range', { last });
  return { first, last };
}

function day(option: string, text: string): CivilDate {
  if (!isDayOfRecord(text)) throw invalidField(`--${option}`, 'field.date', { given: text });
  return text;
}

const WIDTH = 30;

/** Shows on a terminal how far a run is; says nothing into a file or a pipe. */
function bar(date: CivilDate, total: number): (computed: number) => void {
  return (computed) => {
    if (!process.stderr.isTTY) return;
    const done = total === 0 ? WIDTH : Math.min(WIDTH, Math.round((computed * WIDTH) / total));
    const line = `${date} [${'#'.repeat(done)}${' '.repeat(WIDTH - done)}] ${computed}/${total}`;
    process.stderr.write(computed >= total ? `\r${' '.repeat(line.length)}\r` : `\r${line}`);
  };
}
