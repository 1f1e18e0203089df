import type { Command } from 'commander';
import { OPERATOR } from '../audit';
import { ReadCalendar, readCalendarFile, RecordYear } from '../calendar';
import { tellCalendarProblems, tellUnknownYears } from '../command-texts';
import { readConfig } from '../platform/config';
import { Transactions } from '../platform/database';
import { translate } from '../platform/messages';
import { RecomputeConcerned } from '../progress';
import { print } from './output';
import { readWhole } from './read-whole';
import { withApplication } from './with-application';

/** `calendar check`, `calendar import FILE`. */
export function addCalendarCommands(program: Command): void {
  const { language } = readConfig();
  const text = (code: string): string => translate(language, 'command', code);
  const calendar = program.command('calendar').description(text('calendar.about'));
  calendar.command('check').description(text('calendar.check')).action(check);
  calendar.command('import <file>').description(text('calendar.import')).action(importFile);
}

/** Says which years are known; fails when one is wanting that somebody must see to now. */
async function check(): Promise<void> {
  await withApplication(async (app, { config: { language } }) => {
    const { years, overdue } = await app.get(ReadCalendar).years();
    const lines = years.map(({ year, source, holidays, workdays }) =>
      translate(language, 'command', 'calendar.year', { year, source: source ?? '', holidays, workdays }),
    );
    await print(`${[...lines, ...tellUnknownYears(language, overdue)].join('\n')}\n`);
    if (overdue.length > 0) process.exitCode = 1;
  });
}

async function importFile(name: string): Promise<void> {
  const { language } = readConfig();
  const reading = readCalendarFile(await readWhole(name));
  if (!reading.ok) {
    process.stderr.write(`${tellCalendarProblems(language, name, reading.problems)}\n`);
    process.exitCode = 1;
    return;
  }
  const { year, ...input } = reading.file;
  await withApplication(async (app) => {
    const recorded = await app
      .get(Transactions)
      .write((tx) => app.get(RecordYear).record(tx, year, input, OPERATOR));
    // A running application acts on it by itself within a minute; without one it is done here.
    if (recorded) await app.get(RecomputeConcerned).drain();
    const code = recorded ? 'calendar.recorded' : 'calendar.unchanged';
    await print(`${translate(language, 'command', code, { year })}\n`);
  });
}
