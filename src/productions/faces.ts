import { csvFace, type Face as ReportFace, XLSX_FACE } from '../reports';

/** The faces a saved report can have, each as it is written. */
export const WRITTEN_AS = {
  csv: csvFace({ separator: 'comma' }),
  xlsx: XLSX_FACE,
} as const satisfies Record<string, ReportFace>;

export type Face = keyof typeof WRITTEN_AS;
export const FACES = Object.keys(WRITTEN_AS) as Face[];
