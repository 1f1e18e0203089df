import { Body, Controller, Get, Headers, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal, Reach } from '../domain/access';
import { IdempotentWrites } from '../platform/database';
import {
  ApiWrite,
  CodeParam,
  CurrentPrincipal,
  CurrentReach,
  IfMatch,
  notFound,
  Permit,
} from '../platform/http';
import { CloseCommitment } from './close-commitment';
import { CloseInput, ClosingView, ReopenInput } from './closings.dto';
import { ClosingsRepository } from './closings.repository';
import { ConcernedRepository } from './concerned.repository';
import { ReplayProgress } from './replay-progress';

@ApiTags('progress')
@Controller('commitments')
export class ClosingsController {
  constructor(
    private readonly closings: ClosingsRepository,
    private readonly concerned: ConcernedRepository,
    private readonly closeCommitment: CloseCommitment,
    private readonly replayProgress: ReplayProgress,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Every time it was closed and reopened, newest first; few, so there are no pages. */
  @Get(':code/closings')
  @Permit('record.read')
  async list(
    @CodeParam('commitment.not_found') code: string,
    @CurrentReach('record.read') reach: Reach,
  ): Promise<ClosingView[]> {
    if (!(await this.concerned.isInReach(code, reach))) throw notFound('commitment.not_found', { code });
    return this.closings.of(code);
  }

  /** Closes a goal or programme with its final verdict. `If-Match` is the ETag of `GET /progress/{code}`. */
  @Post(':code/close')
  @Permit('goal.close')
  @ApiWrite({ edits: true })
  @ApiCreatedResponse({ type: ClosingView })
  async close(
    @CodeParam('commitment.not_found') code: string,
    @Body() input: CloseInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    // Before the transaction begins: to fix a moment it waits for the writers in flight.
    const clocks = await this.replayProgress.clocks({});
    const request = { scope: `commitments/${code}/close`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.closeCommitment.close(tx, principal, code, ifMatch, { input, clocks }),
    );
  }

  /** Puts what was closed back on the list, saying why. */
  @Post(':code/reopen')
  @Permit('goal.close')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: ClosingView })
  reopen(
    @CodeParam('commitment.not_found') code: string,
    @Body() input: ReopenInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `commitments/${code}/reopen`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.closeCommitment.reopen(tx, principal, code, ifMatch, input),
    );
  }
}
