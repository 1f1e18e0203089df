import { Body, Controller, Get, Headers, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal, Reach } from '../domain/access';
import type { CivilDate } from '../domain/calendar';
import { IdempotentWrites } from '../platform/database';
import {
  ApiPage,
  ApiWrite,
  CodeParam,
  CurrentPrincipal,
  CurrentReach,
  NumberParam,
  type Page,
  Permit,
  RequestLanguage,
  sendWrite,
} from '../platform/http';
import type { Language } from '../platform/messages';
import { JobRunsRepository } from './job-runs.repository';
import { PreviewProposal } from './preview-proposal';
import {
  CurrentProgressView,
  ExplainedView,
  HistoryQuery,
  JobRunQuery,
  JobRunView,
  PreviewQuery,
  ProposalPreviewView,
  ProgressQuery,
  ProgressView,
  ReplayQuery,
  StartRunInput,
} from './progress.dto';
import { ReplayProgress } from './replay-progress';
import { RunProgress } from './run-progress';
import { SnapshotsRepository } from './snapshots.repository';

@ApiTags('progress')
@Controller('progress')
@Permit('record.read')
export class ProgressController {
  constructor(
    private readonly snapshots: SnapshotsRepository,
    private readonly replayProgress: ReplayProgress,
    private readonly previewProposal: PreviewProposal,
  ) {}

  /** The current snapshot of every goal and programme. */
  @Get()
  @ApiPage(CurrentProgressView)
  list(
    @Query() query: ProgressQuery,
    @CurrentReach('record.read') reach: Reach,
  ): Promise<Page<CurrentProgressView>> {
    return this.snapshots.list(query, reach);
  }

  /** The current snapshot of one; with `asOf` or `knownAt` what it was or would have been then. */
  @Get(':code')
  async one(
    @CodeParam('commitment.not_found') code: string,
    @Query() query: ReplayQuery,
    @CurrentReach('record.read') reach: Reach,
    @RequestLanguage() language: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExplainedView> {
    const { view, tag } = await this.replayProgress.execute(code, reach, query, language);
    if (tag !== null) void reply.header('etag', tag);
    return view;
  }

  /** What a proposal to change the promise would change, as if it were in force today. */
  @Get(':code/preview')
  preview(
    @CodeParam('commitment.not_found') code: string,
    @Query() query: PreviewQuery,
    @CurrentReach('record.read') reach: Reach,
  ): Promise<ProposalPreviewView> {
    return this.previewProposal.execute(code, reach, query.proposal);
  }

  /** The snapshots in which it began to read differently. */
  @Get(':code/history')
  @ApiPage(ProgressView)
  history(
    @CodeParam('commitment.not_found') code: string,
    @Query() query: HistoryQuery,
    @CurrentReach('record.read') reach: Reach,
  ): Promise<Page<ProgressView>> {
    return this.snapshots.history(code, query, reach);
  }
}

@ApiTags('job runs')
@Controller('job-runs')
export class JobRunsController {
  constructor(
    private readonly runs: JobRunsRepository,
    private readonly runProgress: RunProgress,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Runs of the scheduled job and by hand, with counts and duration. */
  @Get()
  @Permit('job.read')
  @ApiPage(JobRunView)
  list(@Query() query: JobRunQuery): Promise<Page<JobRunView>> {
    return this.runs.list(query);
  }

  @Get(':id')
  @Permit('job.read')
  one(@NumberParam('job_run.not_found') id: number): Promise<JobRunView> {
    return this.runs.one(id);
  }

  /** Starts a run for one date; it goes on after the answer. */
  @Post()
  @Permit('job.run')
  @ApiWrite({ edits: false })
  @ApiAcceptedResponse({ type: JobRunView })
  async start(
    @Body() input: StartRunInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const asOf = input.asOf as CivilDate;
    const started: number[] = [];
    const result = await this.writes.run({ scope: 'job-runs', key, asked: input, principal }, async (tx) => {
      const id = await this.runProgress.begin(asOf, tx);
      started.push(id);
      return { status: 202, body: await this.runs.one(id, tx), location: `/api/v1/job-runs/${id}` };
    });
    // A repeat of the request starts nothing.
    for (const id of started) void this.runProgress.make(id, asOf);
    return sendWrite(reply, result);
  }
}
