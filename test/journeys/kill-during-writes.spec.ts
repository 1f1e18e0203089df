import { join } from 'node:path';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';
import { Program } from '../support/process';
import { type Answer, firstAccount, Visitor } from '../support/visitor';

const KILLS = 10;
const WRITERS = 4;

interface Stored {
  readonly id: string;
  readonly value: string;
}

interface Page {
  readonly items: readonly Stored[];
  readonly nextCursor: string | null;
}

/** kill -9 in the middle of a burst of writes, again and again: what was acknowledged is there afterwards. */
describe('kill -9 during a burst of writes', () => {
  it(`loses nothing acknowledged, ${KILLS} times`, async () => {
    const folder = await temporaryFolder('kill');
    const settings = { DUIXIAN_DATA: join(folder, 'data') };
    const acknowledged = new Map<string, string>();
    let cut = 0;
    let official: Visitor | null = null;
    try {
      for (let round = 0; round < KILLS; round++) {
        const program = new Program('main', [], settings);
        const api = `${await program.serving()}/v1`;
        // Signed in once: a session outlives the kills, as everything acknowledged does.
        official ??= await firstAccount(api, program.output, 'supervisor');
        const { credentials } = official;
        let killed = false;
        const write = async (writer: number): Promise<void> => {
          for (let n = 0; !killed; n++) {
            const period = new Date(Date.UTC(2004, 0, 1 + n + 200 * (writer + WRITERS * round)))
              .toISOString()
              .slice(0, 10);
            const body = {
              indicator: 'park-power-price',
              area: '621000',
              period,
              value: `0.${round}${writer}${n}1`,
              reason: '压力',
            };
            try {
              const answer = await new Visitor(api, credentials).post<Stored>('/actuals', body);
              if (answer.status === 201) acknowledged.set(answer.body.id, answer.body.value);
            } catch {
              // Cut in the middle: not acknowledged, so nothing was promised.
              cut++;
            }
          }
        };
        const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
        // In the middle of it, each time a little later, however fast this machine is just now.
        const enough = acknowledged.size + 2 * WRITERS + round;
        while (acknowledged.size < enough) await new Promise((later) => setTimeout(later, 5));
        await program.kill('SIGKILL');
        killed = true;
        await writing;
      }
      const program = new Program('main', [], settings);
      const reader = new Visitor(`${await program.serving()}/v1`, official?.credentials);
      const found = new Map<string, string>();
      for (let cursor: string | null = ''; cursor !== null;) {
        const { body }: Answer<Page> = await reader.get<Page>(
          `/actuals?indicator=park-power-price&limit=200${cursor && `&cursor=${cursor}`}`,
        );
        for (const { id, value } of body.items) found.set(id, value);
        cursor = body.nextCursor;
      }
      await program.kill('SIGTERM');
      const lost = [...acknowledged].filter(([id, value]) => found.get(id) !== value);
      expect(lost).toEqual([]);
      // The kills fell into the burst: much was acknowledged, and some requests were cut.
      expect(acknowledged.size).toBeGreaterThan(KILLS * WRITERS);
      expect(cut).toBeGreaterThanOrEqual(KILLS);
    } finally {
      await removeFolder(folder);
    }
  }, 240_000);
});
