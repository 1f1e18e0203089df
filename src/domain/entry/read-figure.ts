import type { Qualifier } from '../goal/terms';
import { misunderstood, type Reading } from './entry-problem';

/** A figure as typed. */
export interface TypedFigure {
  /** A plain decimal with every digit typed, its unit multiplied in: "6.6万" is "66000". Of a percentage "85". */
  readonly value: string;
  /** As written in the cell ("突破", "约"); null where nothing is said. */
  readonly qualifier: Qualifier | null;
  /** Whether a percent sign was written. */
  readonly percent: boolean;
  /** What was multiplied in: "1", "10000" for 万, "100000000" for 亿. */
  readonly unitFactor: string;
}

export function readFigure(text: string): Reading<TypedFigure> {
  return misunderstood('entry.figure.unreadable', { given: text });
}
