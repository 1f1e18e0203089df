import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { newestDue } from '../domain/calendar';
import { DefinitionsRepository } from './definitions.repository';
import { ProduceReport } from './produce-report';
import { ProductionsRepository } from './productions.repository';

/**
 * When saved reports make themselves. Every replica looks every minute; the record decides who does the work.
 * Of what fell due while nothing ran, only the newest is made: a reader wants the report, not its history.
 */
@Injectable()
export class ProductionSchedule implements BeforeApplicationShutdown {
  private readonly log = new Logger(ProductionSchedule.name);
  private working: Promise<void> = Promise.resolve();

  constructor(
    private readonly definitions: DefinitionsRepository,
    private readonly productions: ProductionsRepository,
    private readonly produce: ProduceReport,
  ) {}

  /** Lets what runs come to its end; what waits is found again by the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.working;
  }

  @Cron('5 * * * * *', { name: 'productions.minute', waitForCompletion: true })
  everyMinute(): Promise<void> {
    return this.catchUp();
  }

  /** Makes what is due, what a dead process left and what failed. */
  catchUp(): Promise<void> {
    return this.inTurn(() => this.makeAll());
  }

  /** Makes one that was asked for by hand. */
  make(id: number): Promise<void> {
    return this.inTurn(() => this.produce.make(id));
  }

  /**
   * One at a time in this process: each holds two connections. A database that is away is asked again in a minute.
   */
  private inTurn(work: () => Promise<void>): Promise<void> {
    this.working = this.working.then(work).catch((error: unknown) => {
      this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
    return this.working;
  }

  private async makeAll(): Promise<void> {
    const { definitions, clock } = await this.definitions.scheduled();
    for (const definition of definitions)
      await this.productions.beginDue(definition.id, newestDue(definition, clock));
    for (const id of await this.productions.unfinished()) await this.produce.make(id);
  }
}
