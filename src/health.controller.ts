import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { HealthView, ReadinessView } from './health.dto';
import { Anonymous, Limit } from './platform/http';
import { Readiness } from './readiness';

@ApiTags('health')
@Controller('health')
@Limit('none')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** Alive: the process answers. Asks nothing of the database: a restart of this one would not bring it back. */
  @Get()
  @Anonymous()
  @ApiOkResponse({ type: HealthView })
  health(): HealthView {
    return { status: 'ok' };
  }

  /** Ready for requests: the database answers, every migration is applied, and no stop is under way. */
  @Get('ready')
  @Anonymous()
  @ApiOkResponse({ type: ReadinessView })
  @ApiServiceUnavailableResponse({ description: 'A problem document saying what is missing.' })
  async ready(): Promise<ReadinessView> {
    return { status: 'ok', today: await this.readiness.require() };
  }
}
