import { Injectable } from '@nestjs/common';
import type { Reach } from '../domain/access';
import { Clock, Transactions } from '../platform/database';
import type { Page } from '../platform/http';
import { readCursor, writeCursor } from './cursor';
import { FirstInOrder } from './first-in-order';
import { OwedFigures, type OwedSeries } from './owed-figures';
import { presentSeries } from './period-states';
import type { OwedItem, OwedQuery } from './reporting.dto';

/** What is to be reported now, by due day: what a person looks at on Monday morning. */
@Injectable()
export class ListOwed {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly owed: OwedFigures,
  ) {}

  /** Due days are no column: every series in reach is looked at, in one pass that keeps only one page. */
  async execute(query: OwedQuery, reach: Reach | null): Promise<Page<OwedItem>> {
    const after = query.cursor === undefined ? '' : (readCursor(query.cursor, 1)[0] ?? '');
    const { department, area, indicator } = query;
    return this.transactions.read(async (tx) => {
      const today = await this.clock.today(tx);
      const first = new FirstInOrder<OwedItem>(query.limit + 1, keyOf);
      const asked = { department, area, indicator, today, knownAt: null, reach };
      for await (const series of this.owed.batches(tx, asked))
        for (const item of series.flatMap(itemsOf))
          if (item.state === (query.state ?? item.state) && keyOf(item) > after) first.add(item);
      const found = first.inOrder();
      const items = found.slice(0, query.limit);
      const last = items.at(-1);
      const more = found.length > query.limit && last !== undefined;
      return { items, nextCursor: more ? writeCursor([keyOf(last)]) : null };
    });
  }
}

function itemsOf({ row, cells }: OwedSeries): OwedItem[] {
  const series = presentSeries(row);
  return cells.map((cell) => ({ ...series, cycle: row.cycle, ...cell }));
}

/** By due day, then by series and period; as text, which is how pages are told apart. */
function keyOf({ dueOn, indicatorCode, areaCode, definition, periodEnd }: OwedItem): string {
  return [dueOn, indicatorCode, areaCode, definition, periodEnd].join(' ');
}
