import { attachEmbedded, startEmbedded } from '../../src/platform/embedded';
import { answers, cleanUp, newFolder, opened, query, serverOf, silent, takeNotes } from './folders';
import { end, hold, ready } from './holder';

describe('commands on the embedded database', () => {
  afterEach(cleanUp);

  const attach = (directory: string, log: Parameters<typeof attachEmbedded>[0]['log'] = silent) =>
    opened(attachEmbedded({ directory, log }));
  const start = (directory: string) => opened(startEmbedded({ directory, log: silent }));

  it('use the server of the application and leave it running', async () => {
    const directory = newFolder();
    const application = await start(directory);
    const { log, kinds } = takeNotes();
    const commands = await Promise.all([attach(directory, log), attach(directory)]);
    expect(commands.map(({ appUrl }) => appUrl)).toEqual([application.appUrl, application.appUrl]);
    await Promise.all(commands.map((command) => command.close()));
    expect(await answers(application.appUrl)).toBe(true);
    expect(kinds()).toEqual(['attached', 'left_running']);
  });

  it('start it for their own duration, also on a new folder', async () => {
    const directory = newFolder();
    const command = await attach(directory);
    await query(command.ownerUrl, 'CREATE TABLE made_by_command ()');
    await command.close();
    expect(serverOf(directory)).toBeNull();
    const application = await start(directory);
    expect(await query(application.ownerUrl, 'SELECT * FROM made_by_command')).toEqual([]);
  });

  it('two at once share one server, and the last one stops it', async () => {
    const directory = newFolder();
    const [first, second] = [hold('command', directory), hold('command', directory)];
    const urls = await Promise.all([ready(first), ready(second)]);
    expect(urls[0].appUrl).toBe(urls[1].appUrl);
    const starter = first.events.includes('started') ? first : second;
    const other = starter === first ? second : first;
    await end(starter, 'SIGTERM');
    expect(await answers(urls[0].appUrl)).toBe(true);
    await end(other, 'SIGTERM');
    expect(serverOf(directory)).toBeNull();
  });

  it('do not keep the application from starting, which goes on after them', async () => {
    const directory = newFolder();
    const command = await attach(directory);
    const server = serverOf(directory);
    const application = await start(directory);
    await command.close();
    expect(serverOf(directory)).toBe(server);
    expect(await answers(application.appUrl)).toBe(true);
    await expect(startEmbedded({ directory, log: silent })).rejects.toMatchObject({
      code: 'data_folder_in_use',
    });
    await application.close();
    expect(serverOf(directory)).toBeNull();
  });

  it('finish their work when the application ends first, and then stop its server', async () => {
    const directory = newFolder();
    const application = await start(directory);
    const command = await attach(directory);
    await application.close();
    expect(await answers(command.appUrl)).toBe(true);
    await command.close();
    expect(serverOf(directory)).toBeNull();
  });

  it('do not go on with the server of a killed application', async () => {
    const directory = newFolder();
    const application = hold('application', directory);
    await ready(application);
    const orphan = serverOf(directory);
    await end(application, 'SIGKILL');
    const { log, kinds } = takeNotes();
    const command = await attach(directory, log);
    expect(kinds()).toEqual(['orphan_stopped', 'started']);
    expect(serverOf(directory)).not.toBe(orphan);
    await command.close();
    expect(serverOf(directory)).toBeNull();
  });
});
