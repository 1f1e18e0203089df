import type { CivilDate, Instant } from '../calendar/civil-date';
import type { ActualEntry } from './model';

/** What stands for one period: the entry that counts, and whether another one stands beside it. */
export interface Standing<E extends ActualEntry = ActualEntry> {
  readonly entry: E;
  readonly conflict: boolean;
}

/** The two clocks: nothing whose period ends after `asOf`, nothing accepted after `knownAt`. */
export interface Clocks {
  readonly asOf: CivilDate;
  readonly knownAt: Instant;
}

/**
 * The entries that stand: those accepted before a correction of the same period do not. In the order of their
 * periods; where several stand for one period, the newest, which counts, comes last.
 */
export function standingEntries<E extends ActualEntry>(entries: readonly E[]): E[] {
  const standing: E[] = [];
  let firstOfPeriod = 0;
  for (const entry of [...entries].sort(byPeriodThenAcceptance)) {
    if (standing.at(-1)?.periodEnd !== entry.periodEnd) firstOfPeriod = standing.length;
    if (entry.kind === 'correction') standing.length = firstOfPeriod;
    standing.push(entry);
  }
  return standing;
}

/** For each period known then, oldest first, the newest entry that stands (progress-method: two clocks, conflicts). */
export function standingThen(entries: readonly ActualEntry[], { asOf, knownAt }: Clocks): Standing[] {
  const known = entries.filter((entry) => entry.acceptedAt <= knownAt && entry.periodEnd <= asOf);
  const all = standingEntries(known);
  return all.flatMap((entry, index) => {
    if (all[index + 1]?.periodEnd === entry.periodEnd) return [];
    return [{ entry, conflict: all[index - 1]?.periodEnd === entry.periodEnd }];
  });
}

function byPeriodThenAcceptance(a: ActualEntry, b: ActualEntry): number {
  if (a.periodEnd !== b.periodEnd) return a.periodEnd < b.periodEnd ? -1 : 1;
  if (a.acceptedAt !== b.acceptedAt) return a.acceptedAt < b.acceptedAt ? -1 : 1;
  return a.revision - b.revision;
}
