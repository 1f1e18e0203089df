import { Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database';
import { type EventFacts, recordEvents } from './record-event';

/** Tells the trail what goes with no change of the record: what was refused, and what left the system. */
@Injectable()
export class TellApart {
  constructor(private readonly transactions: Transactions) {}

  /**
   * In a transaction of its own. What leaves is told before its first byte: a reader that breaks off near the end
   * has taken it all the same, and a transaction kept open until then would take the event back.
   */
  async execute(event: EventFacts): Promise<void> {
    await this.transactions.write((tx) => recordEvents(tx, [event]));
  }
}
