import type { About } from './faces';
import type { GoalResult } from './goal-result';

/** The results as plain JSON, one a line. */
export async function* resultsJson(
  results: AsyncIterable<GoalResult>,
  { clocks, organisation }: About,
): AsyncGenerator<string> {
  const { asOf, knownAt } = clocks;
  const head = JSON.stringify({ asOf, knownAt, organisation });
  let before = `${head.slice(0, -1)},"results":[\n`;
  for await (const result of results) {
    yield before + JSON.stringify(result);
    before = ',\n';
  }
  yield `${before === ',\n' ? '' : before}\n]}\n`;
}
