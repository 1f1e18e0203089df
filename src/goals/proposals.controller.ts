import { Body, Controller, Get, Headers, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal, Reach } from '../domain/access';
import { IdempotentWrites } from '../platform/database';
import {
  ApiPage,
  ApiWrite,
  CurrentPrincipal,
  CurrentReach,
  IfMatch,
  NumberParam,
  type Page,
  Permit,
} from '../platform/http';
import { DecideProposal } from './decide-proposal';
import { ProposalQuery, ProposalView, RejectProposalInput } from './proposals.dto';
import { proposalTag } from './proposals.policy';
import { ProposalsRepository } from './proposals.repository';

@ApiTags('goals')
@Controller('terms-proposals')
export class ProposalsController {
  constructor(
    private readonly proposals: ProposalsRepository,
    private readonly decide: DecideProposal,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Proposals to change a promise, newest first. */
  @Get()
  @Permit('record.read')
  @ApiPage(ProposalView)
  list(
    @Query() query: ProposalQuery,
    @CurrentReach('record.read') reach: Reach,
  ): Promise<Page<ProposalView>> {
    return this.proposals.list(query, reach);
  }

  /** The proposed terms beside those they would replace. What they would change: `/progress/{code}/preview`. */
  @Get(':id')
  @Permit('record.read')
  async one(
    @NumberParam('promise.not_found') id: number,
    @CurrentReach('record.read') reach: Reach,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProposalView> {
    const proposal = await this.proposals.one(id, reach);
    void reply.header('etag', proposalTag(proposal));
    return proposal;
  }

  /** Approves it: the promise changes at once. Never one's own. */
  @Post(':id/approve')
  @Permit('promise.approve')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: ProposalView })
  approve(
    @NumberParam('promise.not_found') id: number,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `terms-proposals/${id}/approve`, key, asked: {}, principal };
    return this.writes.answer(reply, request, (tx) => this.decide.approve(tx, principal, id, ifMatch));
  }

  /** Rejects it, saying why: the promise stays as it is. Never one's own. */
  @Post(':id/reject')
  @Permit('promise.approve')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: ProposalView })
  reject(
    @NumberParam('promise.not_found') id: number,
    @Body() input: RejectProposalInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `terms-proposals/${id}/reject`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.decide.reject(tx, principal, id, ifMatch, input.reason),
    );
  }

  /** Takes one's own proposal back. */
  @Post(':id/withdraw')
  @Permit('promise.change')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: ProposalView })
  withdraw(
    @NumberParam('promise.not_found') id: number,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `terms-proposals/${id}/withdraw`, key, asked: {}, principal };
    return this.writes.answer(reply, request, (tx) => this.decide.withdraw(tx, principal, id, ifMatch));
  }
}
