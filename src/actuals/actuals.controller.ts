import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal, Reach } from '../domain/access';
import { ProposalView } from '../goals';
import { IdempotentWrites } from '../platform/database';
import {
  ApiPage,
  ApiWrite,
  CodeParam,
  CurrentPrincipal,
  CurrentReach,
  IfMatch,
  type Page,
  Permit,
} from '../platform/http';
import { keyOf, stateTag } from './actual-id';
import {
  ActualQuery,
  ActualView,
  AdoptBaselineInput,
  CorrectActualInput,
  LogActualInput,
  ReturnActualInput,
  WithdrawActualInput,
} from './actuals.dto';
import { ActualsRepository } from './actuals.repository';
import { AdoptBaseline } from './adopt-baseline';
import { CorrectActual } from './correct-actual';
import { DecideActual } from './decide-actual';
import { LogActual } from './log-actual';

@ApiTags('actuals')
@Controller('actuals')
export class ActualsController {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly logActual: LogActual,
    private readonly correctActual: CorrectActual,
    private readonly decideActual: DecideActual,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Every revision of every figure, newest first. */
  @Get()
  @Permit('record.read')
  @ApiPage(ActualView)
  list(@Query() query: ActualQuery, @CurrentReach('record.read') reach: Reach): Promise<Page<ActualView>> {
    return this.actuals.list(query, reach);
  }

  @Get(':id')
  @Permit('record.read')
  async one(
    @Param('id') id: string,
    @CurrentReach('record.read') reach: Reach,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ActualView> {
    const actual = await this.actuals.one(keyOf(id), reach);
    void reply.header('etag', stateTag(actual, await this.actuals.history(keyOf(id))));
    return actual;
  }

  /** All revisions for the same period, newest first. */
  @Get(':id/history')
  @Permit('record.read')
  async history(@Param('id') id: string, @CurrentReach('record.read') reach: Reach): Promise<ActualView[]> {
    await this.actuals.one(keyOf(id), reach);
    return this.actuals.history(keyOf(id));
  }

  /** Logs a figure and submits it for review. Where it looks wrong, a reason is asked. */
  @Post()
  @Permit('actual.log')
  @ApiWrite({ edits: false })
  @ApiCreatedResponse({ type: ActualView })
  log(
    @Body() input: LogActualInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.writes.answer(reply, { scope: 'actuals', key, asked: input, principal }, (tx) =>
      this.logActual.log(tx, principal, input),
    );
  }

  /** Submits a correction of an accepted figure, which counts until the correction is accepted, and stays on record. */
  @Post(':id/corrections')
  @Permit('actual.log')
  @ApiWrite({ edits: true })
  @ApiCreatedResponse({ type: ActualView })
  correct(
    @Param('id') id: string,
    @Body() input: CorrectActualInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `actuals/${id}/corrections`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.correctActual.execute(tx, principal, id, ifMatch, input),
    );
  }

  /** Accepts a figure that waits for review: from now on it counts. Never one's own. */
  @Post(':id/accept')
  @Permit('actual.review')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: ActualView })
  accept(
    @Param('id') id: string,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const decision = { state: 'accepted', reason: null } as const;
    const request = { scope: `actuals/${id}/accept`, key, asked: decision, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.decideActual.decide(tx, principal, id, ifMatch, decision),
    );
  }

  /** Returns a figure that waits for review, saying why. */
  @Post(':id/return')
  @Permit('actual.review')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: ActualView })
  return(
    @Param('id') id: string,
    @Body() input: ReturnActualInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const decision = { state: 'returned', reason: input.reason } as const;
    const request = { scope: `actuals/${id}/return`, key, asked: decision, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.decideActual.decide(tx, principal, id, ifMatch, decision),
    );
  }

  /** Takes back what one has submitted oneself, before it is decided on, saying why. */
  @Post(':id/withdraw')
  @Permit('actual.log')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: ActualView })
  withdraw(
    @Param('id') id: string,
    @Body() input: WithdrawActualInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.writes.answer(
      reply,
      { scope: `actuals/${id}/withdraw`, key, asked: input, principal },
      (tx) => this.decideActual.withdraw(tx, principal, id, ifMatch, input.reason),
    );
  }
}

@ApiTags('goals')
@Controller('goals/:code/provisional-baseline')
export class ProvisionalBaselineController {
  constructor(
    private readonly adoptBaseline: AdoptBaseline,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Proposes the first observation as provisional baseline of a goal stated without one. */
  @Post()
  @Permit('promise.change')
  @ApiWrite({ edits: true })
  @ApiCreatedResponse({ type: ProposalView })
  adopt(
    @CodeParam('goal.not_found') code: string,
    @Body() input: AdoptBaselineInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `goals/${code}/provisional-baseline`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.adoptBaseline.execute(tx, principal, code, ifMatch, input.reason),
    );
  }
}
