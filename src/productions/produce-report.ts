import { Injectable, Logger } from '@nestjs/common';
import { personReach } from '../access';
import { recordEvents, SYSTEM } from '../audit';
import type { Reach } from '../domain/access';
import type { Instant } from '../domain/calendar';
import { Clock, Transactions, type Tx } from '../platform/database';
import { WriteReport, reportOptions } from '../reports';
import { WRITTEN_AS } from './faces';
import { KeptContent } from './kept-content';
import { type Made, ProductionsRepository, type Taken } from './productions.repository';

/** Makes what is written down to be made: once, whichever process takes it. */
@Injectable()
export class ProduceReport {
  private readonly log = new Logger(ProduceReport.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly productions: ProductionsRepository,
    private readonly report: WriteReport,
  ) {}

  /** A failure is written down and does not throw; what another process has is left to it. */
  async make(id: number): Promise<void> {
    try {
      await this.transactions.write((tx) => this.taken(tx, id));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error(`production ${id} failed: ${reason}`);
      await this.productions.fail(id, reason);
    }
  }

  private async taken(tx: Tx, id: number): Promise<void> {
    const taken = await this.productions.take(tx, id);
    if (taken === null) return;
    const reach = await personReach(tx, taken.ownerPerson, 'record.read');
    if (reach === null) {
      await this.productions.withhold(tx, id);
      return tell(tx, taken, 'report_production.withheld', { because: 'owner_without_reach' });
    }
    const knownAt = taken.knownAt ?? (await this.clock.fixKnownAt());
    const made = await this.written(tx, taken, reach, knownAt);
    await this.productions.finish(tx, id, made);
    const { digest, bytes } = made;
    await tell(tx, taken, 'report_production.made', { asOf: taken.asOf, knownAt, digest, bytes });
  }

  private async written(tx: Tx, taken: Taken, reach: Reach, knownAt: Instant): Promise<Made> {
    const { id, asOf, report, face, options } = taken;
    const kept = new KeptContent((part, content) => this.productions.keepPart(tx, id, part, content));
    const { lang: language = 'zh-CN' } = options;
    const asked = reportOptions(report, options, { clocks: { asOf, knownAt }, language, reach });
    let content = { digest: '', bytes: 0 };
    await this.report.execute(report, asked, WRITTEN_AS[face], async (pieces) => {
      content = await kept.take(pieces);
    });
    return { knownAt, reach, ...content };
  }
}

const tell = (
  tx: Tx,
  { id, definitionId }: Taken,
  action: string,
  details: Readonly<Record<string, unknown>>,
): Promise<void> =>
  recordEvents(tx, [
    { actor: SYSTEM, action, subject: `report_production ${id}`, details: { ...details, definitionId } },
  ]);
