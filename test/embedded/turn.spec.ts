import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf } from '../../src/platform/embedded/processes';
import { inTurn } from '../../src/platform/embedded/start-turn';
import { cleanUp, newFolder } from './folders';
import { runTypescript } from './holder';
import type { Appointments } from './turn-main';

describe('taking turns on a data folder', () => {
  afterEach(cleanUp);

  it('lets one in at a time, and everybody in the end', async () => {
    const directory = newFolder();
    let inside = 0;
    let most = 0;
    const work = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await pause(30);
      inside -= 1;
      return true;
    };
    const all = await Promise.all([1, 2, 3, 4, 5, 6].map(() => inTurn(directory, 20_000, work)));
    expect(all).toEqual([true, true, true, true, true, true]);
    expect(most).toBe(1);
  });

  it('does so between processes, too', async () => {
    const directory = newFolder();
    const first = Date.now() + 1_000;
    const at = Array.from({ length: 40 }, (_, round) => first + round * 100);
    const appointments: Appointments = { directory, at };
    const processes = [1, 2].map(() => runTypescript('turn-main.ts', [JSON.stringify(appointments)]));
    const codes = await Promise.all(processes.map(async (one) => (await once(one, 'exit'))[0] as unknown));
    expect(codes).toEqual([0, 0]);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('names the process that keeps it for too long, and does not do the work', async () => {
    const directory = newFolder();
    const holding = inTurn(directory, 0, () => pause(400));
    let done = false;
    const late = inTurn(directory, 100, () => {
      done = true;
      return Promise.resolve();
    });
    await expect(late).rejects.toMatchObject({ code: 'data_folder_busy', params: { pid: process.pid } });
    await holding;
    expect(done).toBe(false);
  });

  it('gives the turn back when the work fails', async () => {
    const directory = newFolder();
    await expect(inTurn(directory, 0, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await inTurn(directory, 0, () => Promise.resolve('next'))).toBe('next');
  });

  it.each([
    ['a dead process', 4_194_305, ''],
    // A container gives its processes the same few numbers at every start.
    ['a process whose number now belongs to another', process.pid, `${identityOf(process.pid)}0`],
  ])('does not wait for the flag of %s', async (_, pid, identity) => {
    const directory = newFolder();
    const flag = join(directory, `starting-${pid}-${identity}-0a0b0c0d`);
    writeFileSync(flag, '');
    expect(await inTurn(directory, 0, () => Promise.resolve('mine'))).toBe('mine');
    expect(existsSync(flag)).toBe(false);
  });
});
