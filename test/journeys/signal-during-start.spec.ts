import { join } from 'node:path';
import { Program } from '../support/process';
import { removeFolder, temporaryFolder } from '../support/temporary-folder';

describe('a stop asked for while it starts', () => {
  it('waits for the start and leaves nothing behind', async () => {
    const folder = await temporaryFolder('signal');
    const settings = { DUIXIAN_DATA: join(folder, 'data') };
    try {
      const first = new Program('main', [], settings);
      while (!first.output.includes('首次启动')) await new Promise((later) => setTimeout(later, 20));
      expect((await first.kill('SIGTERM')).code).toBe(0);
      const second = new Program('main', [], settings);
      await second.serving();
      expect(second.output).not.toContain('遗留');
      expect((await second.kill('SIGTERM')).code).toBe(0);
    } finally {
      await removeFolder(folder);
    }
  });
});
