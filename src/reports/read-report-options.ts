import { judged } from '../platform/http';
import { ReportQuery } from './reports.dto';

/** Checks options given by hand by the same rules as those of a request; throws a Problem naming the option. */
export function readReportOptions(given: object): Promise<ReportQuery> {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return judged(ReportQuery, Object.fromEntries(set));
}
