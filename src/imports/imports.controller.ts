import { Body, Controller, Get, Headers, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../domain/access';
import { IdempotentWrites, Transactions } from '../platform/database';
import {
  ApiPage,
  ApiWrite,
  CurrentPrincipal,
  MULTIPART,
  NumberParam,
  type Page,
  Permit,
  Problem,
  RequestLanguage,
} from '../platform/http';
import { type Language, translate } from '../platform/messages';
import { BeginImport } from './begin-import';
import { CommitImport } from './commit-import';
import { ImportRowsRepository } from './import-rows.repository';
import {
  CommitInput,
  ImportQuery,
  ImportRowQuery,
  ImportRowView,
  ImportView,
  PastedInput,
} from './imports.dto';
import { ImportsRepository } from './imports.repository';
import { presentImport, presentRow } from './present-import';
import { StagedRowsRepository } from './staged-rows.repository';

@ApiTags('imports')
@Controller('imports')
@Permit('actual.log')
export class ImportsController {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly begin: BeginImport,
  ) {}

  /** Hands in a table of figures, CSV or XLSX: its rows are read and judged, and nothing is on record yet. */
  @Post()
  @HttpCode(202)
  @RouteConfig(MULTIPART)
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  })
  @ApiAcceptedResponse({ type: ImportView })
  async file(
    @Req() request: FastifyRequest,
    @CurrentPrincipal() principal: Principal,
    @RequestLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportView> {
    return this.begun(await this.begin.fromFile(request, principal), principal, language, reply);
  }

  /** The same with a table pasted as text. */
  @Post('pasted')
  @HttpCode(202)
  @ApiAcceptedResponse({ type: ImportView })
  async pasted(
    @Body() { text }: PastedInput,
    @CurrentPrincipal() principal: Principal,
    @RequestLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportView> {
    const name = translate(language, 'report', 'import.pasted');
    return this.begun(await this.begin.fromText(text, name, principal), principal, language, reply);
  }

  /** One's own imports, newest first. */
  @Get()
  @ApiPage(ImportView)
  async list(
    @Query() query: ImportQuery,
    @CurrentPrincipal() { personId }: Principal,
    @RequestLanguage() language: Language,
  ): Promise<Page<ImportView>> {
    const { items, nextCursor } = await this.imports.list(personId, query);
    return { items: items.map((facts) => presentImport(facts, language)), nextCursor };
  }

  /** How far it is, and what it comes to. */
  @Get(':id')
  async one(
    @NumberParam('import.not_found') id: number,
    @CurrentPrincipal() { personId }: Principal,
    @RequestLanguage() language: Language,
  ): Promise<ImportView> {
    return presentImport(await this.imports.one(personId, id), language);
  }

  private async begun(
    id: number,
    { personId }: Principal,
    language: Language,
    reply: FastifyReply,
  ): Promise<ImportView> {
    void reply.header('location', `/api/v1/imports/${id}`);
    return presentImport(await this.imports.one(personId, id), language);
  }
}

@ApiTags('imports')
@Controller('imports/:id')
@Permit('actual.log')
export class ImportController {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly rows: ImportRowsRepository,
    private readonly staged: StagedRowsRepository,
    private readonly commitImport: CommitImport,
    private readonly transactions: Transactions,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Every row with its fate: where it stands, what is wrong, and what would be right. */
  @Get('rows')
  @ApiPage(ImportRowView)
  async list(
    @NumberParam('import.not_found') id: number,
    @Query() query: ImportRowQuery,
    @CurrentPrincipal() { personId }: Principal,
    @RequestLanguage() language: Language,
  ): Promise<Page<ImportRowView>> {
    await this.imports.one(personId, id);
    const { items, nextCursor } = await this.rows.list(id, query);
    return { items: items.map((facts) => presentRow(facts, language)), nextCursor };
  }

  /** Puts on record exactly what was previewed, all of it or nothing. */
  @Post('commit')
  @HttpCode(200)
  @ApiWrite({ edits: false })
  @ApiOkResponse({ type: ImportView })
  commit(
    @NumberParam('import.not_found') id: number,
    @Body() input: CommitInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `imports/${id}/commit`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) => this.commitImport.execute(tx, principal, id, input));
  }

  /** Ends it, wherever it is; nothing of it stays but that it was. */
  @Post('cancel')
  @HttpCode(200)
  @ApiOkResponse({ type: ImportView })
  async cancel(
    @NumberParam('import.not_found') id: number,
    @CurrentPrincipal() { personId }: Principal,
    @RequestLanguage() language: Language,
  ): Promise<ImportView> {
    return this.transactions.write(async (tx) => {
      const { state } = await this.imports.one(personId, id, tx);
      const cancelled = await this.imports.move(tx, id, ['reading', 'judging', 'ready'], {
        state: 'cancelled',
      });
      if (!cancelled) throw new Problem('conflict', 'import.over', { state });
      await this.staged.clear(tx, id, { rows: true });
      return presentImport(await this.imports.one(personId, id, tx), language);
    });
  }
}
