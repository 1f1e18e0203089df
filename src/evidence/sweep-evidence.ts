import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { Transactions } from '../platform/database';
import { ArrivalsRepository } from './arrivals.repository';
import { IncomingFolder } from './incoming-folder';
import { EVIDENCE_STORE, type EvidenceStore } from './store';

/** Removes what uploads left behind that did not come to their end. */
@Injectable()
export class SweepEvidence implements OnApplicationBootstrap {
  private readonly log = new Logger(SweepEvidence.name);

  constructor(
    private readonly incoming: IncomingFolder,
    private readonly arrivals: ArrivalsRepository,
    private readonly transactions: Transactions,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}

  onApplicationBootstrap(): Promise<void> {
    return this.sweep();
  }

  /** Litter harms nobody for a minute: a database or a store that is away is asked again with the next one. */
  @Cron('20 * * * * *', { name: 'evidence.sweep', waitForCompletion: true })
  async sweep(): Promise<void> {
    try {
      await this.incoming.sweep();
      while (await this.removeAbandoned()) void 0;
    } catch (error) {
      this.log.warn(error instanceof Error ? error.message : String(error));
    }
  }

  /** In the transaction that forgets the arrival: whoever brings the same content anew waits for it. */
  private removeAbandoned(): Promise<boolean> {
    return this.transactions.write(async (tx) => {
      const arrival = await this.arrivals.takeAbandoned(tx);
      if (arrival?.named === false) await this.store.remove(arrival.storedAs);
      return arrival !== null;
    });
  }
}
