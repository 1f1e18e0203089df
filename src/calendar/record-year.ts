import { Injectable } from '@nestjs/common';
import { type Actor, recordEvents } from '../audit';
import { type CivilDate, dayProblems } from '../domain/calendar';
import { Outbox, recordingFacts, type Tx } from '../platform/database';
import { etag, Problem, requireMatch, type WriteResult } from '../platform/http';
import { type CalendarDayInput, type CalendarYearInput } from './calendar.dto';
import { CalendarRepository, type YearWithDays } from './calendar.repository';
import type { RecordedDay } from './package-years';
import { presentYear } from './present-year';

/** Records the days of a year as a notice gives them. What was recorded before stays, for replays of its time. */
@Injectable()
export class RecordYear {
  constructor(
    private readonly calendar: CalendarRepository,
    private readonly outbox: Outbox,
  ) {}

  /** An edit: throws 428 or 412 unless it was made on the version that is still there, 422 if it changes nothing. */
  async execute(
    tx: Tx,
    year: number,
    ifMatch: string | undefined,
    input: CalendarYearInput,
    actor: Actor,
  ): Promise<WriteResult> {
    await this.calendar.lock(tx);
    requireMatch(ifMatch, etag((await this.calendar.year(year, tx)).version));
    if (!(await this.record(tx, year, input, actor)))
      throw new Problem('unprocessable', 'calendar.nothing_changed', { year });
    const recorded = await this.calendar.year(year, tx);
    return { status: 200, body: presentYear(recorded), etag: etag(recorded.version) };
  }

  /** Records it over whatever version there is; false when the same is recorded already. Throws 400 by field. */
  async record(tx: Tx, year: number, input: CalendarYearInput, actor: Actor): Promise<boolean> {
    mustBeRight(year, input);
    await this.calendar.lock(tx);
    const before = await this.calendar.year(year, tx);
    const days = recordedDays(input);
    if (isSame(before, input.source, days)) return false;
    const { source, reason } = input;
    await recordingFacts(tx);
    await this.calendar.record(tx, [{ year, source, reason, by: actor.name, days }], false);
    await this.outbox.append(tx, [{ topic: 'calendar.changed', payload: { year } }]);
    const details = { version: before.version + 1, source, reason, days, before: before.days };
    await recordEvents(tx, [{ actor, action: 'calendar.recorded', subject: String(year), details }]);
    return true;
  }
}

/** Throws 400 naming every day that cannot be. */
function mustBeRight(year: number, { holidays, workdays }: CalendarYearInput): void {
  const dates = (days: readonly CalendarDayInput[]) => days.map(({ date }) => date as CivilDate);
  const problems = dayProblems(year, { holidays: dates(holidays), workdays: dates(workdays) });
  if (problems.length > 0) throw new Problem('invalid', 'request.invalid', {}, problems);
}

function recordedDays({ holidays, workdays }: CalendarYearInput): RecordedDay[] {
  const of = (days: readonly CalendarDayInput[], kind: RecordedDay['kind']): RecordedDay[] =>
    days.map(({ date, nameZh, nameEn }) => ({
      date: date as CivilDate,
      kind,
      nameZh,
      nameEn: nameEn ?? null,
    }));
  return [...of(holidays, 'holiday'), ...of(workdays, 'workday')].sort((a, b) => (a.date < b.date ? -1 : 1));
}

function isSame(before: YearWithDays, source: string, days: readonly RecordedDay[]): boolean {
  const written = (all: readonly RecordedDay[]): string =>
    JSON.stringify(all.map(({ date, kind, nameZh, nameEn }) => [date, kind, nameZh, nameEn]));
  return before.version > 0 && before.source === source && written(before.days) === written(days);
}
