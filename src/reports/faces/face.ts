import type { Tx } from '../../platform/database';
import type { Report, ReportOptions } from '../report';

export const FACE_NAMES = ['csv', 'xlsx', 'zip'] as const;
export type FaceName = (typeof FACE_NAMES)[number];

/** How a report is written. The same options give the same bytes, whenever asked. */
export interface Face {
  /** The ending of the file's name. */
  readonly name: FaceName;
  readonly mediaType: string;
  /** The file, as it comes: nothing is kept of what was given out. */
  pieces(tx: Tx, report: Report, options: ReportOptions): AsyncIterable<string | Uint8Array>;
}
