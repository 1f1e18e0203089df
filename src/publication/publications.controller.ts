import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../domain/access';
import { IdempotentWrites } from '../platform/database';
import { ApiPage, ApiWrite, CurrentPrincipal, NumberParam, type Page, Permit } from '../platform/http';
import { KeepPublications } from './keep-publications';
import { PublicationQuery, PublicationView, PublishInput, WithdrawInput } from './publication.dto';
import { PublicationsRepository } from './publications.repository';

@ApiTags('publications')
@Controller('publications')
export class PublicationsController {
  constructor(
    private readonly publications: PublicationsRepository,
    private readonly keep: KeepPublications,
    private readonly writes: IdempotentWrites,
  ) {}

  /** What everybody sees, and what was taken back, newest first. */
  @Get()
  @Permit('reference.read')
  @ApiPage(PublicationView)
  list(@Query() query: PublicationQuery): Promise<Page<PublicationView>> {
    return this.publications.list(query);
  }

  @Get(':id')
  @Permit('reference.read')
  one(@NumberParam('publication.not_found') id: number): Promise<PublicationView> {
    return this.publications.one(id);
  }

  /** Shows the commitments of a source, or of all, to everybody. */
  @Post()
  @Permit('record.publish')
  @ApiWrite({ edits: false })
  @ApiCreatedResponse({ type: PublicationView })
  publish(
    @Body() input: PublishInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: 'publications', key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) => this.keep.publish(tx, principal, input));
  }

  /** Takes it back: from the next request on nobody sees it without signing in. */
  @Post(':id/withdraw')
  @HttpCode(200)
  @Permit('record.publish')
  @ApiWrite({ edits: false })
  @ApiOkResponse({ type: PublicationView })
  withdraw(
    @NumberParam('publication.not_found') id: number,
    @Body() input: WithdrawInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `publications/${id}/withdraw`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) => this.keep.withdraw(tx, principal, id, input));
  }
}
