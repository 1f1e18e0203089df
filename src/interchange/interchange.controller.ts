import { Controller, Get, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../audit';
import type { Principal, Reach } from '../domain/access';
import { CurrentPrincipal, CurrentReach, Permit } from '../platform/http';
import { ReplayProgress } from '../progress';
import { TellExport } from '../reports';
import type { ResultsFace } from './faces';
import { InterchangeQuery } from './interchange.dto';
import { ReadResults } from './read-results';
import { resultsJson } from './results-json';
import { resultsXml } from './results-xml';

interface ResultsFile {
  readonly face: ResultsFace;
  readonly name: string;
  readonly type: string;
}

const XML: ResultsFile = { face: resultsXml, name: 'results.xml', type: 'application/xml; charset=utf-8' };
const JSON_TEXT: ResultsFile = {
  face: resultsJson,
  name: 'results.json',
  type: 'application/json; charset=utf-8',
};

@ApiTags('interchange')
@Controller('interchange')
@Permit('record.read')
export class InterchangeController {
  constructor(
    private readonly results: ReadResults,
    private readonly progress: ReplayProgress,
    private readonly tell: TellExport,
  ) {}

  /** The goals in the results vocabulary of IATI 2.03: indicator, baseline, period, target, actual. */
  @Get('results.xml')
  @ApiProduces('application/xml')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  xml(
    @Query() query: InterchangeQuery,
    @CurrentReach('record.read') reach: Reach,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    return this.file(XML, query, reach, principal);
  }

  /** The same as plain JSON. */
  @Get('results.json')
  @ApiProduces('application/json')
  @ApiOkResponse({ schema: { type: 'object', additionalProperties: true } })
  json(
    @Query() query: InterchangeQuery,
    @CurrentReach('record.read') reach: Reach,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    return this.file(JSON_TEXT, query, reach, principal);
  }

  private async file(
    { face, name, type }: ResultsFile,
    query: InterchangeQuery,
    reach: Reach,
    principal: Principal,
  ): Promise<StreamableFile> {
    const clocks = await this.progress.clocks(query);
    await this.tell.execute(actorOf(principal), name, { clocks, reach });
    return new StreamableFile(await this.results.execute(face, clocks, reach), { type });
  }
}
