import { readConfig } from '../../src/platform/config';
import { TestApplication } from '../support/application';
import type { Asked } from '../support/matrix/asked';
import { ask } from '../support/matrix/requests';
import { withServedRoutes } from '../support/matrix/served-routes';
import { type Cell, cellsOf, TABLE } from '../support/matrix/table';
import { World } from '../support/matrix/world';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';

/** Somebody without a session, a session without the permission, a thing that is not the caller's. */
const REFUSALS: Readonly<Record<number, string>> = { 401: '?', 403: '-', 404: '0' };

/** What a body names and the caller cannot see is answered like what is not there. */
const NAMES_NOTHING = /"(actual|draft)\.not_found"|"series\.unknown"/;

/** What came of a request, in the signs of the table; the answer itself where it is none of these. */
function signOf({ asked, status, text }: { asked: Asked; status: number; text: string }): string {
  if (asked.reached !== undefined && text.includes(`"${asked.reached}"`)) return '+';
  if (NAMES_NOTHING.test(text) && status >= 400) return '0';
  const refusal = REFUSALS[status];
  if (refusal !== undefined) return refusal;
  if (status >= 300) return `${status} ${text}`;
  return asked.shows === undefined || text.includes(asked.shows) ? '+' : '0';
}

describe('who may what', () => {
  const cells = cellsOf(TABLE);
  let folder: string;
  let world: World;
  let routes: readonly string[];

  beforeAll(async () => {
    folder = await temporaryFolder('matrix');
    const { evidence } = readConfig({ EVIDENCE_FOLDER: folder });
    const served = await withServedRoutes(() => TestApplication.start(undefined, { evidence }));
    ({ routes } = served);
    await served.made.loadCatalog('catalog/qingyang-2025.yaml');
    await served.made.post('/job-runs', { asOf: '2025-01-31' });
    await served.made.settled();
    world = new World(served.made);
  });

  afterAll(async () => {
    await world.test.settled();
    await world.test.stop();
    await removeFolder(folder);
  });

  const found = async ({ route, caller, side }: Cell): Promise<string> =>
    signOf(await ask(world, route, side, await world.caller(caller)));

  it('is said of every route that is served, and of no other', () => {
    expect(Object.keys(TABLE).sort()).toEqual(routes);
  });

  it(`is as the table says, in each of its ${cells.length} cells`, async () => {
    const wrong: string[] = [];
    for (const cell of cells) {
      const sign = await found(cell);
      if (sign !== cell.expected)
        wrong.push(`${cell.route}, ${cell.caller}, ${cell.side}: ${cell.expected}, but ${sign}`);
    }
    expect(wrong).toEqual([]);
    process.stdout.write(`permission matrix: ${cells.length} cells\n`);
  }, 600_000);
});
