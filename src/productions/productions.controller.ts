import { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../domain/access';
import { IdempotentWrites } from '../platform/database';
import {
  ApiPage,
  ApiWrite,
  CurrentPrincipal,
  etag,
  NumberParam,
  type Page,
  Permit,
  sendWrite,
} from '../platform/http';
import { ReplayProgress } from '../progress';
import { AskProduction } from './ask-production';
import { readerOf } from './definitions.policy';
import { DefinitionsRepository } from './definitions.repository';
import { WRITTEN_AS } from './faces';
import { ProductionSchedule } from './production-schedule';
import { ProduceInput, ProductionQuery, ProductionView } from './productions.dto';
import { ReadProduction } from './read-production';

@ApiTags('report-definitions')
@Controller('report-definitions/:definition/productions')
export class ProductionsController {
  constructor(
    private readonly definitions: DefinitionsRepository,
    private readonly read: ReadProduction,
    private readonly ask: AskProduction,
    private readonly schedule: ProductionSchedule,
    private readonly progress: ReplayProgress,
    private readonly writes: IdempotentWrites,
  ) {}

  /** What was made of a saved report, newest first. */
  @Get()
  @Permit('record.read')
  @ApiPage(ProductionView)
  list(
    @NumberParam('report_definition.not_found', 'definition') definition: number,
    @Query() query: ProductionQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Page<ProductionView>> {
    return this.read.list(definition, query, readerOf(principal));
  }

  /** Has it made for these clocks; it goes on after the answer. */
  @Post()
  @Permit('report.define')
  @ApiWrite({ edits: false })
  @ApiAcceptedResponse({ type: ProductionView })
  async make(
    @NumberParam('report_definition.not_found', 'definition') definition: number,
    @Body() input: ProduceInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    await this.definitions.one(definition, readerOf(principal));
    const clocks = await this.progress.clocks(input);
    const begun: number[] = [];
    const scope = `report-definitions/${definition}/productions`;
    const result = await this.writes.run({ scope, key, asked: input, principal }, async (tx) => {
      const { id, ...answer } = await this.ask.execute(tx, principal, definition, clocks);
      begun.push(id);
      return answer;
    });
    // A repeat of the request begins nothing.
    for (const id of begun) void this.schedule.make(id);
    return sendWrite(reply, result);
  }

  @Get(':id')
  @Permit('record.read')
  one(
    @NumberParam('report_definition.not_found', 'definition') definition: number,
    @NumberParam('report_production.not_found') id: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<ProductionView> {
    return this.read.one(definition, id, readerOf(principal));
  }

  /** The report as it was made, to the byte. */
  @Get(':id/content')
  @Permit('record.read')
  @ApiProduces(...Object.values(WRITTEN_AS).map(({ mediaType }) => mediaType))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async content(
    @NumberParam('report_definition.not_found', 'definition') definition: number,
    @NumberParam('report_production.not_found') id: number,
    @CurrentPrincipal() principal: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const made = await this.read.made(definition, id, readerOf(principal));
    await reply
      .headers({
        'content-type': WRITTEN_AS[made.face].mediaType,
        'content-length': made.bytes,
        'content-disposition': `attachment; filename="${made.report}-${made.asOf}-${id}.${made.face}"`,
        'cache-control': 'private, no-cache',
        etag: etag(made.digest),
      })
      .send(Readable.from(this.read.content(id), { objectMode: false }));
  }
}
