import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { answerWithin, Clock, DatabaseState } from './platform/database';
import { Problem } from './platform/http';

const ANSWER_WITHIN_MS = 2_000;

/** Whether requests should be sent here. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private leaving = false;

  constructor(
    private readonly state: DatabaseState,
    private readonly clock: Clock,
  ) {}

  /** The first of all that happens at a stop: who sends requests here learns it while they are still answered. */
  onModuleDestroy(): void {
    this.leaving = true;
  }

  /** The database's day; throws the problem that makes this process unfit. */
  async require(): Promise<string> {
    if (this.leaving) throw new Problem('unavailable', 'health.stopping');
    return answerWithin(ANSWER_WITHIN_MS, this.ask());
  }

  private async ask(): Promise<string> {
    if (!(await this.state.isMigrated())) throw new Problem('unavailable', 'health.migrations');
    return this.clock.today();
  }
}
