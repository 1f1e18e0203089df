import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../domain/access';
import { IdempotentWrites } from '../platform/database';
import { ApiPage, ApiWrite, CurrentPrincipal, NumberParam, type Page, Permit } from '../platform/http';
import { KeepLocks } from './keep-locks';
import { ExceptionInput, LiftLockInput, LockPeriodsInput, LockQuery, PeriodLockView } from './locks.dto';
import { LocksRepository } from './locks.repository';

@ApiTags('period-locks')
@Controller('period-locks')
export class LocksController {
  constructor(
    private readonly locks: LocksRepository,
    private readonly keepLocks: KeepLocks,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Every lock with its exceptions, newest first; lifted ones stay. */
  @Get()
  @Permit('period.lock')
  @ApiPage(PeriodLockView)
  list(@Query() query: LockQuery): Promise<Page<PeriodLockView>> {
    return this.locks.list(query);
  }

  @Get(':id')
  @Permit('period.lock')
  one(@NumberParam('period_lock.not_found') id: number): Promise<PeriodLockView> {
    return this.locks.one(id);
  }

  /** Closes periods: nothing is entered or corrected for them. What was submitted before can still be decided. */
  @Post()
  @Permit('period.lock')
  @ApiWrite({ edits: false })
  @ApiCreatedResponse({ type: PeriodLockView })
  lock(
    @Body() input: LockPeriodsInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.writes.answer(reply, { scope: 'period-locks', key, asked: input, principal }, (tx) =>
      this.keepLocks.lock(tx, principal, input),
    );
  }

  /** Opens the periods again. */
  @Post(':id/lift')
  @HttpCode(200)
  @Permit('period.lock')
  @ApiWrite({ edits: false })
  @ApiOkResponse({ type: PeriodLockView })
  lift(
    @NumberParam('period_lock.not_found') id: number,
    @Body() input: LiftLockInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.writes.answer(
      reply,
      { scope: `period-locks/${id}/lift`, key, asked: input, principal },
      (tx) => this.keepLocks.lift(tx, principal, id, input),
    );
  }

  /** Lets a department's figures, or a person, past the lock until a moment. */
  @Post(':id/exceptions')
  @Permit('period.lock')
  @ApiWrite({ edits: false })
  @ApiCreatedResponse({ type: PeriodLockView })
  except(
    @NumberParam('period_lock.not_found') id: number,
    @Body() input: ExceptionInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `period-locks/${id}/exceptions`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) => this.keepLocks.except(tx, principal, id, input));
  }
}
