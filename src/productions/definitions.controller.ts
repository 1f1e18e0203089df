import { Body, Controller, Delete, Get, Headers, HttpCode, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../domain/access';
import { IdempotentWrites } from '../platform/database';
import {
  ApiPage,
  ApiWrite,
  CurrentPrincipal,
  IfMatch,
  NumberParam,
  type Page,
  Permit,
} from '../platform/http';
import { definitionTag, readerOf } from './definitions.policy';
import { DefinitionsRepository } from './definitions.repository';
import { KeepDefinitions } from './keep-definitions';
import { DefinitionInput, DefinitionQuery, DefinitionView } from './productions.dto';

@ApiTags('report-definitions')
@Controller('report-definitions')
export class DefinitionsController {
  constructor(
    private readonly definitions: DefinitionsRepository,
    private readonly keep: KeepDefinitions,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Saved reports: one's own, and everybody's for whom everything is in reach. */
  @Get()
  @Permit('record.read')
  @ApiPage(DefinitionView)
  list(
    @Query() query: DefinitionQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Page<DefinitionView>> {
    return this.definitions.list(query, readerOf(principal));
  }

  @Get(':id')
  @Permit('record.read')
  async one(
    @NumberParam('report_definition.not_found') id: number,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DefinitionView> {
    const definition = await this.definitions.one(id, readerOf(principal));
    void reply.header('etag', definitionTag(definition));
    return definition;
  }

  /** Saves a report under a name, perhaps with times at which it is made by itself. Whoever saves it owns it. */
  @Post()
  @Permit('report.define')
  @ApiWrite({ edits: false })
  @ApiCreatedResponse({ type: DefinitionView })
  add(
    @Body() input: DefinitionInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.writes.answer(reply, { scope: 'report-definitions', key, asked: input, principal }, (tx) =>
      this.keep.add(tx, principal, input),
    );
  }

  /** Replaces all it says; only its owner and supervisors may. */
  @Put(':id')
  @Permit('report.define')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: DefinitionView })
  change(
    @NumberParam('report_definition.not_found') id: number,
    @Body() input: DefinitionInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.writes.answer(
      reply,
      { scope: `report-definitions/${id}`, key, asked: input, principal },
      (tx) => this.keep.change(tx, principal, id, ifMatch, input),
    );
  }

  /** Takes it out of use. What was made of it stays and can be downloaded. */
  @Delete(':id')
  @HttpCode(200)
  @Permit('report.define')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: DefinitionView })
  end(
    @NumberParam('report_definition.not_found') id: number,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.writes.answer(
      reply,
      { scope: `report-definitions/${id}/end`, key, asked: {}, principal },
      (tx) => this.keep.end(tx, principal, id, ifMatch),
    );
  }
}
