import { invalidField, judged, Problem } from '../platform/http';
import { csvFace } from './faces/csv-face';
import { type Face, FACE_NAMES, type FaceName } from './faces/face';
import { PACKAGE_FACE } from './faces/package-face';
import { XLSX_FACE } from './faces/xlsx-face';
import { CsvQuery, PackageQuery, ReportQuery } from './reports.dto';

interface Asked {
  readonly face: Face;
  readonly query: PackageQuery & Partial<Pick<ReportQuery, 'header'>>;
}

/** Each face takes its own options. */
const READERS: Readonly<Record<FaceName, (given: object) => Promise<Asked>>> = {
  csv: async (given) => {
    const { bom, separator, ...query } = await judged(CsvQuery, given);
    return { face: csvFace({ bom, separator }), query };
  },
  xlsx: async (given) => ({ face: XLSX_FACE, query: await judged(ReportQuery, given) }),
  zip: async (given) => ({ face: PACKAGE_FACE, query: await judged(PackageQuery, given) }),
};

/** Checks options given by hand by the same rules as those of a request; throws a Problem naming each as typed. */
export async function readReportOptions(format: string, given: object): Promise<Asked> {
  const face = FACE_NAMES.find((one) => one === format);
  if (face === undefined)
    throw invalidField('--format', 'field.choice', { choices: FACE_NAMES.join(' '), given: format });
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  try {
    return await READERS[face](Object.fromEntries(set));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const fields = error.fields.map((field) => ({ ...field, path: asTyped(field.path) }));
    throw new Problem(error.kind, error.code, error.params, fields);
  }
}

/** `asOf` is typed as `--as-of`. */
const asTyped = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
