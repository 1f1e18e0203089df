import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ReadCalendar } from './calendar';
import { tellUnknownYears } from './command-texts';
import { LIGHTS } from './domain/progress';
import type { Config } from './platform/config';
import { Clock } from './platform/database';
import { translate } from './platform/messages';
import { SnapshotsRepository } from './progress';

/** What a start tells: the goals by light, and where everything is. */
export async function startSummary(
  app: NestFastifyApplication,
  config: Config,
  directory: string | null,
): Promise<string> {
  const text = (code: string, params = {}): string => translate(config.language, 'command', code, params);
  const lights = await app.get(SnapshotsRepository).lights();
  const today = await app.get(Clock).today();
  const { overdue } = await app.get(ReadCalendar).years();
  const total = Object.values(lights).reduce((sum, count) => sum + count, 0);
  const base = `${await app.getUrl()}/api`;
  return [
    '',
    text('start.summary', { today, total }),
    ...LIGHTS.map(
      (light) => `  ${translate(config.language, 'progress', `light.${light}`)}  ${lights[light] ?? 0}`,
    ),
    ...tellUnknownYears(config.language, overdue),
    '',
    text('start.report', { url: `${base}/v1/reports/progress.csv` }),
    text('start.api', { url: `${base}/v1` }),
    text('start.docs', { url: `${base}/docs` }),
    directory === null ? text('start.server') : text('start.data', { directory }),
    text('start.stop'),
  ].join('\n');
}
