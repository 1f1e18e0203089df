import type { Clocks } from '../progress';
import type { Both, GoalResult } from './goal-result';

/** Who hands the results on. */
export interface Organisation {
  readonly ref: string;
  readonly type: number;
  readonly name: Both;
}

export interface About {
  readonly clocks: Clocks;
  readonly organisation: Organisation;
}

/** A face of the results: text as it comes. */
export type ResultsFace = (results: AsyncIterable<GoalResult>, about: About) => AsyncGenerator<string>;
