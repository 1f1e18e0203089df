import { judged, Problem } from '../platform/http';
import { ReportQuery } from './reports.dto';

/** Checks options given by hand by the same rules as those of a request; throws a Problem naming each as typed. */
export async function readReportOptions(given: object): Promise<ReportQuery> {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  try {
    return await judged(ReportQuery, Object.fromEntries(set));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const fields = error.fields.map((field) => ({ ...field, path: asTyped(field.path) }));
    throw new Problem(error.kind, error.code, error.params, fields);
  }
}

/** `asOf` is typed as `--as-of`. */
const asTyped = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
