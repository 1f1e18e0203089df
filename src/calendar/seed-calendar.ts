import { Injectable, type OnModuleInit } from '@nestjs/common';
import { recordEvents, SYSTEM } from '../audit';
import { Outbox, recordingFacts, Transactions, type Tx } from '../platform/database';
import { CalendarRepository } from './calendar.repository';
import { packageYears } from './package-years';

const SOURCE = 'chinese-days';
const REASON = 'known to the program';

/**
 * Puts the years of the package into the record, at every start, and only those of which nothing is recorded.
 * The first seed counts as always known: due days were counted by these days before they were in the database,
 * and a replay of that time must not change. What a newer package adds later is learnt then, like any fact.
 */
@Injectable()
export class SeedCalendar implements OnModuleInit {
  constructor(
    private readonly transactions: Transactions,
    private readonly calendar: CalendarRepository,
    private readonly outbox: Outbox,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.transactions.write((tx) => this.seed(tx));
  }

  private async seed(tx: Tx): Promise<void> {
    await this.calendar.lock(tx);
    const recorded = new Set((await this.calendar.years(tx)).map(({ year }) => year));
    const missing = [...packageYears()].filter(([year]) => !recorded.has(year));
    if (missing.length === 0) return;
    const first = recorded.size === 0;
    await recordingFacts(tx);
    await this.calendar.record(
      tx,
      missing.map(([year, days]) => ({ year, source: SOURCE, reason: REASON, by: SYSTEM.name, days })),
      first,
    );
    const years = missing.map(([year]) => year);
    if (!first)
      await this.outbox.append(
        tx,
        years.map((year) => ({ topic: 'calendar.changed', payload: { year } })),
      );
    await recordEvents(tx, [
      { actor: SYSTEM, action: 'calendar.seeded', subject: SOURCE, details: { years, alwaysKnown: first } },
    ]);
  }
}
