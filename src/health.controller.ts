import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Clock } from './platform/database';
import { Anonymous } from './platform/http';

export class HealthView {
  /** `ok`: the database answers. A database that is away makes the answer a 503. */
  status!: string;
  /** The day the database is on, in Asia/Shanghai. */
  today!: string;
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly clock: Clock) {}

  @Get()
  @Anonymous()
  @ApiOkResponse({ type: HealthView })
  async health(): Promise<HealthView> {
    return { status: 'ok', today: await this.clock.today() };
  }
}
