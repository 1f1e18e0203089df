import { Body, Controller, Get, Headers, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal, Reach } from '../domain/access';
import { IdempotentWrites } from '../platform/database';
import {
  ApiPage,
  ApiWrite,
  CodeParam,
  CurrentPrincipal,
  CurrentReach,
  etag,
  IfMatch,
  type Page,
  Permit,
} from '../platform/http';
import { ChangeTermsInput, GoalQuery, GoalView, ProgrammeQuery, ProgrammeView, TermsView } from './goals.dto';
import { GoalsRepository } from './goals.repository';
import { ProposalView } from './proposals.dto';
import { ProposeTerms } from './propose-terms';

@ApiTags('goals')
@Controller('goals')
export class GoalsController {
  constructor(
    private readonly goals: GoalsRepository,
    private readonly proposeTerms: ProposeTerms,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Goals with the latest version of their terms. */
  @Get()
  @Permit('record.read')
  @ApiPage(GoalView)
  list(@Query() query: GoalQuery, @CurrentReach('record.read') reach: Reach): Promise<Page<GoalView>> {
    return this.goals.list(query, reach);
  }

  @Get(':code')
  @Permit('record.read')
  async one(
    @CodeParam('goal.not_found') code: string,
    @CurrentReach('record.read') reach: Reach,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GoalView> {
    const goal = await this.goals.goal(code, reach);
    void reply.header('etag', etag(goal.version));
    return goal;
  }

  /** Every version of what was promised, first to last. */
  @Get(':code/terms')
  @Permit('record.read')
  terms(
    @CodeParam('goal.not_found') code: string,
    @CurrentReach('record.read') reach: Reach,
  ): Promise<TermsView[]> {
    return this.goals.termsOf(code, reach);
  }

  /** Proposes to change the promise by a new version of its terms. Another person has to approve it. */
  @Post(':code/terms')
  @Permit('promise.change')
  @ApiWrite({ edits: true })
  @ApiCreatedResponse({ type: ProposalView })
  propose(
    @CodeParam('goal.not_found') code: string,
    @Body() input: ChangeTermsInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `goals/${code}/terms`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.proposeTerms.execute(tx, principal, code, ifMatch, input),
    );
  }
}

@ApiTags('goals')
@Controller('programmes')
export class ProgrammesController {
  constructor(private readonly goals: GoalsRepository) {}

  /** Named composites of goals. */
  @Get()
  @Permit('record.read')
  @ApiPage(ProgrammeView)
  list(
    @Query() query: ProgrammeQuery,
    @CurrentReach('record.read') reach: Reach,
  ): Promise<Page<ProgrammeView>> {
    return this.goals.programmes(query, reach);
  }

  @Get(':code')
  @Permit('record.read')
  one(
    @CodeParam('programme.not_found') code: string,
    @CurrentReach('record.read') reach: Reach,
  ): Promise<ProgrammeView> {
    return this.goals.programme(code, reach);
  }
}
