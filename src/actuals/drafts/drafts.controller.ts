import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../../domain/access';
import { IdempotentWrites, Transactions } from '../../platform/database';
import {
  ApiPage,
  ApiWrite,
  CurrentPrincipal,
  IfMatch,
  notFound,
  type Page,
  Permit,
} from '../../platform/http';
import {
  DraftAddress,
  DraftFields,
  DraftQuery,
  DraftView,
  SubmitDraftsInput,
  SubmittedDrafts,
} from './drafts.dto';
import { DraftsRepository } from './drafts.repository';
import { draftTag, SaveDraft } from './save-draft';
import { SubmitDrafts } from './submit-drafts';

const ADDRESS = ':indicator/:area/:definition/:period';

@ApiTags('drafts')
@Controller('drafts')
export class DraftsController {
  constructor(
    private readonly drafts: DraftsRepository,
    private readonly saveDraft: SaveDraft,
    private readonly submitDrafts: SubmitDrafts,
    private readonly writes: IdempotentWrites,
    private readonly transactions: Transactions,
  ) {}

  /** One's own drafts, oldest first. */
  @Get()
  @Permit('actual.log')
  @ApiPage(DraftView)
  list(@Query() query: DraftQuery, @CurrentPrincipal() principal: Principal): Promise<Page<DraftView>> {
    return this.drafts.list(principal.personId, query);
  }

  @Get(ADDRESS)
  @Permit('actual.log')
  async one(
    @Param() address: DraftAddress,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DraftView> {
    const draft = await this.drafts.find(principal.personId, address);
    if (draft === null) throw notFound('draft.not_found');
    void reply.header('etag', draftTag(draft));
    return draft;
  }

  /** Keeps what is typed so far, complete or not. Needs If-Match once there is a draft. */
  @Put(ADDRESS)
  @Permit('actual.log')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: DraftView })
  @ApiCreatedResponse({ type: DraftView })
  save(
    @Param() address: DraftAddress,
    @Body() fields: DraftFields,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: 'drafts', key, asked: { address, fields }, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.saveDraft.save(tx, principal, address, ifMatch, fields),
    );
  }

  @Delete(ADDRESS)
  @HttpCode(204)
  @Permit('actual.log')
  @ApiNoContentResponse()
  async remove(
    @Param() address: DraftAddress,
    @IfMatch() ifMatch: string | undefined,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.transactions.write((tx) => this.saveDraft.remove(tx, principal, address, ifMatch));
  }

  /** Submits one's own drafts for review, at most 500 at once: all or none, with the fate of each row. */
  @Post('submit')
  @Permit('actual.log')
  @ApiWrite({ edits: false })
  @ApiCreatedResponse({ type: SubmittedDrafts })
  submit(
    @Body() input: SubmitDraftsInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: 'drafts/submit', key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) => this.submitDrafts.execute(tx, principal, input));
  }
}
