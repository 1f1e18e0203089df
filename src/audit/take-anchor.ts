import { Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database';
import { type Anchor, keepAnchorNow } from './keep-anchor';
import { OPERATOR, recordEvents } from './record-event';
import { SealEvents } from './seal-events';

/** An anchor of everything up to now, to be taken out of the system. */
@Injectable()
export class TakeAnchor {
  constructor(
    private readonly transactions: Transactions,
    private readonly seal: SealEvents,
  ) {}

  /** Null while the trail is empty. That an anchor was taken is an event itself, sealed after it. */
  async execute(): Promise<Anchor | null> {
    await this.seal.execute();
    return this.transactions.write(async (tx) => {
      const anchor = await keepAnchorNow(tx);
      if (anchor === null) return null;
      const { day, position, hash } = anchor;
      await recordEvents(tx, [
        {
          actor: OPERATOR,
          action: 'audit.anchored',
          subject: String(position),
          details: { day, position, hash },
        },
      ]);
      return anchor;
    });
  }
}
