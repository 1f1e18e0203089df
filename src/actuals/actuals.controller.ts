import { Body, Controller, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { GoalView } from '../goals';
import { IdempotentWrites, type Tx } from '../platform/database';
import {
  ApiPage,
  ApiWrite,
  CodeParam,
  IfMatch,
  type Page,
  sendWrite,
  type WriteResult,
} from '../platform/http';
import { keyOf, stateTag } from './actual-id';
import {
  ActualQuery,
  ActualView,
  AdoptBaselineInput,
  CorrectActualInput,
  LogActualInput,
  ReturnActualInput,
} from './actuals.dto';
import { ActualsRepository } from './actuals.repository';
import { AdoptBaseline } from './adopt-baseline';
import { DecideActual } from './decide-actual';
import { LogActual } from './log-actual';

@ApiTags('actuals')
@Controller('actuals')
export class ActualsController {
  constructor(
    private readonly actuals: ActualsRepository,
    private readonly logActual: LogActual,
    private readonly decideActual: DecideActual,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Every revision of every figure, newest first. */
  @Get()
  @ApiPage(ActualView)
  list(@Query() query: ActualQuery): Promise<Page<ActualView>> {
    return this.actuals.list(query);
  }

  @Get(':id')
  async one(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<ActualView> {
    const actual = await this.actuals.one(keyOf(id));
    void reply.header('etag', stateTag(actual, await this.actuals.history(keyOf(id))));
    return actual;
  }

  /** All revisions for the same period, newest first. */
  @Get(':id/history')
  history(@Param('id') id: string): Promise<ActualView[]> {
    return this.actuals.history(keyOf(id));
  }

  /** Logs a figure. Accepted at once, unless it looks wrong: then a reason is asked and it is held for review. */
  @Post()
  @ApiWrite({ edits: false })
  @ApiCreatedResponse({ type: ActualView })
  log(
    @Body() input: LogActualInput,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.write(reply, { scope: 'actuals', key, asked: input }, (tx) => this.logActual.log(tx, input));
  }

  /** Corrects an accepted figure by a new revision; the old one stays in the record. */
  @Post(':id/corrections')
  @ApiWrite({ edits: true })
  @ApiCreatedResponse({ type: ActualView })
  correct(
    @Param('id') id: string,
    @Body() input: CorrectActualInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `actuals/${id}/corrections`, key, asked: input };
    return this.write(reply, request, (tx) => this.logActual.correct(tx, id, ifMatch, input));
  }

  /** Accepts a figure held for review. */
  @Post(':id/accept')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: ActualView })
  accept(
    @Param('id') id: string,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const decision = { state: 'accepted', reason: null } as const;
    const request = { scope: `actuals/${id}/accept`, key, asked: decision };
    return this.write(reply, request, (tx) => this.decideActual.execute(tx, id, ifMatch, decision));
  }

  /** Returns a figure held for review, saying why. */
  @Post(':id/return')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: ActualView })
  return(
    @Param('id') id: string,
    @Body() input: ReturnActualInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const decision = { state: 'returned', reason: input.reason } as const;
    const request = { scope: `actuals/${id}/return`, key, asked: decision };
    return this.write(reply, request, (tx) => this.decideActual.execute(tx, id, ifMatch, decision));
  }

  private async write(
    reply: FastifyReply,
    request: Parameters<IdempotentWrites['run']>[0],
    work: (tx: Tx) => Promise<WriteResult>,
  ): Promise<object> {
    return sendWrite(reply, await this.writes.run(request, work));
  }
}

@ApiTags('goals')
@Controller('goals/:code/provisional-baseline')
export class ProvisionalBaselineController {
  constructor(
    private readonly adoptBaseline: AdoptBaseline,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Adopts the first observation as provisional baseline of a goal stated without one. */
  @Post()
  @ApiWrite({ edits: true })
  @ApiCreatedResponse({ type: GoalView })
  async adopt(
    @CodeParam('goal.not_found') code: string,
    @Body() input: AdoptBaselineInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `goals/${code}/provisional-baseline`, key, asked: input };
    const result = await this.writes.run(request, (tx) =>
      this.adoptBaseline.execute(tx, code, ifMatch, input.reason),
    );
    return sendWrite(reply, result);
  }
}
