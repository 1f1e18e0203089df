import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';
import { Problem } from '../platform/http';
import type { LogActualInput } from './actuals.dto';
import { PlaceFigures } from './place-figures';
import { RecordRepository } from './record.repository';
import { type HandedIn, RowsInTurn } from './rows-in-turn';

/** A figure of a table, and the id of the one on record that the row was exported from; null for none. */
export interface HandedRow {
  readonly input: LogActualInput;
  readonly exportedFrom: string | null;
}

/** For no longer than this is anybody else kept waiting, in milliseconds. */
const UNHEARD_MS = 50;

/** Judges figures as rows of a table, where the same one may come twice and a new one may correct. */
@Injectable()
export class HandIn {
  constructor(
    private readonly place: PlaceFigures,
    private readonly record: RecordRepository,
  ) {}

  /** Each as if those before it were submitted already; what speaks against one is its problem. */
  async execute(tx: Tx, principal: Principal, rows: readonly HandedRow[]): Promise<(HandedIn | Problem)[]> {
    const placed = await this.place.seen(
      tx,
      principal,
      rows.map(({ input }) => input),
    );
    const named = await this.record.named(
      tx,
      rows.flatMap(({ exportedFrom }) => exportedFrom ?? []),
    );
    const inTurn = new RowsInTurn(principal, named);
    const told: (HandedIn | Problem)[] = [];
    let since = performance.now();
    for (const [index, one] of placed.entries()) {
      told.push(one instanceof Problem ? one : inTurn.next(one, rows[index]?.exportedFrom ?? null));
      if (performance.now() - since < UNHEARD_MS) continue;
      await setImmediate();
      since = performance.now();
    }
    return told;
  }
}
