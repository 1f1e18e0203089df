import { Body, Controller, Get, Headers, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { IdempotentWrites } from '../platform/database';
import { ApiPage, ApiWrite, CodeParam, etag, IfMatch, type Page, sendWrite } from '../platform/http';
import { ChangeTerms } from './change-terms';
import { ChangeTermsInput, GoalQuery, GoalView, ProgrammeQuery, ProgrammeView, TermsView } from './goals.dto';
import { GoalsRepository } from './goals.repository';

@ApiTags('goals')
@Controller('goals')
export class GoalsController {
  constructor(
    private readonly goals: GoalsRepository,
    private readonly changeTerms: ChangeTerms,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Goals with the latest version of their terms. */
  @Get()
  @ApiPage(GoalView)
  list(@Query() query: GoalQuery): Promise<Page<GoalView>> {
    return this.goals.list(query);
  }

  @Get(':code')
  async one(
    @CodeParam('goal.not_found') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GoalView> {
    const goal = await this.goals.goal(code);
    void reply.header('etag', etag(goal.version));
    return goal;
  }

  /** Every version of what was promised, first to last. */
  @Get(':code/terms')
  terms(@CodeParam('goal.not_found') code: string): Promise<TermsView[]> {
    return this.goals.termsOf(code);
  }

  /** Changes the promise by a new version of its terms. */
  @Post(':code/terms')
  @ApiWrite({ edits: true })
  @ApiCreatedResponse({ type: GoalView })
  async change(
    @CodeParam('goal.not_found') code: string,
    @Body() input: ChangeTermsInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `goals/${code}/terms`, key, asked: input };
    return sendWrite(
      reply,
      await this.writes.run(request, (tx) => this.changeTerms.execute(tx, code, ifMatch, input)),
    );
  }
}

@ApiTags('goals')
@Controller('programmes')
export class ProgrammesController {
  constructor(private readonly goals: GoalsRepository) {}

  /** Named composites of goals. */
  @Get()
  @ApiPage(ProgrammeView)
  list(@Query() query: ProgrammeQuery): Promise<Page<ProgrammeView>> {
    return this.goals.programmes(query);
  }

  @Get(':code')
  one(@CodeParam('programme.not_found') code: string): Promise<ProgrammeView> {
    return this.goals.programme(code);
  }
}
