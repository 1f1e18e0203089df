import { misunderstood, type Reading } from './entry-problem';

/** A period in the notation of the record ("2025-08", "2025-Q3", "2025-01..2025-02") from how officials type it. */
export function readPeriodText(text: string): Reading<string> {
  return misunderstood('entry.period.unreadable', { given: text });
}
