import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Reach } from '../domain/access';
import { CurrentReach, Permit } from '../platform/http';
import { ReplayProgress } from '../progress';
import type { ResultsFace } from './faces';
import { InterchangeQuery } from './interchange.dto';
import { ReadResults } from './read-results';
import { resultsJson } from './results-json';
import { resultsXml } from './results-xml';

@ApiTags('interchange')
@Controller('interchange')
@Permit('record.read')
export class InterchangeController {
  constructor(
    private readonly results: ReadResults,
    private readonly progress: ReplayProgress,
  ) {}

  /** The goals in the results vocabulary of IATI 2.03: indicator, baseline, period, target, actual. */
  @Get('results.xml')
  @ApiProduces('application/xml')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  xml(@Query() query: InterchangeQuery, @CurrentReach('record.read') reach: Reach): Promise<StreamableFile> {
    return this.file(resultsXml, 'application/xml; charset=utf-8', query, reach);
  }

  /** The same as plain JSON. */
  @Get('results.json')
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  json(@Query() query: InterchangeQuery, @CurrentReach('record.read') reach: Reach): Promise<StreamableFile> {
    return this.file(resultsJson, 'application/json; charset=utf-8', query, reach);
  }

  private async file(
    face: ResultsFace,
    type: string,
    query: InterchangeQuery,
    reach: Reach,
  ): Promise<StreamableFile> {
    const clocks = await this.progress.clocks(query);
    return new StreamableFile(await this.results.execute(face, clocks, reach), { type });
  }
}
