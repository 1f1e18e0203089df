import { asSuperuser, type RunResources } from './test-server';

export default async function tearDown(): Promise<void> {
  const { duixianRun } = globalThis as unknown as { duixianRun: RunResources };
  await asSuperuser(duixianRun.serverUrl, `DROP DATABASE ${duixianRun.template} WITH (FORCE)`);
  await duixianRun.stop();
}
