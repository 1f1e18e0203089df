import { validationPipe } from '../platform/http';
import { ProgressReportQuery } from './reports.dto';

/** Checks options given by hand by the same rules as those of a request; throws a Problem naming the option. */
export async function readReportOptions(given: object): Promise<ProgressReportQuery> {
  const { asOf, knownAt, lang, header } = given as Record<string, unknown>;
  const set = Object.entries({ asOf, knownAt, lang, header }).filter(([, value]) => value !== undefined);
  const query: unknown = await validationPipe().transform(Object.fromEntries(set), {
    type: 'query',
    metatype: ProgressReportQuery,
  });
  return query as ProgressReportQuery;
}
