import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal, Reach } from '../../domain/access';
import { IdempotentWrites } from '../../platform/database';
import { ApiPage, ApiWrite, CurrentPrincipal, CurrentReach, type Page, Permit } from '../../platform/http';
import { ReviewBatch } from './review-batch';
import {
  AcceptInput,
  DecidedView,
  PreviewInput,
  BatchPreviewView,
  ReturnInput,
  ReviewQuery,
  ReviewView,
} from './reviews.dto';
import { ReviewsRepository } from './reviews.repository';

@ApiTags('reviews')
@Controller('reviews')
export class ReviewsController {
  constructor(
    private readonly reviews: ReviewsRepository,
    private readonly batch: ReviewBatch,
    private readonly writes: IdempotentWrites,
  ) {}

  /** What waits for review, oldest first, beside what was accepted before it. */
  @Get()
  @Permit('actual.review')
  @ApiPage(ReviewView)
  list(
    @Query() query: ReviewQuery,
    @CurrentReach('actual.review') reach: Reach,
    @CurrentPrincipal() principal: Principal,
  ): Promise<Page<ReviewView>> {
    return this.reviews.list(query, reach, principal);
  }

  /** What accepting these would come to. Nothing is changed. */
  @Post('preview')
  @HttpCode(200)
  @Permit('actual.review')
  @ApiOkResponse({ type: BatchPreviewView })
  preview(@Body() input: PreviewInput, @CurrentPrincipal() principal: Principal): Promise<BatchPreviewView> {
    return this.batch.preview(principal, input);
  }

  /** Accepts all of these, as previewed, or none. */
  @Post('accept')
  @HttpCode(200)
  @Permit('actual.review')
  @ApiWrite({ edits: false })
  @ApiOkResponse({ type: DecidedView })
  accept(
    @Body() input: AcceptInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.writes.answer(reply, { scope: 'reviews/accept', key, asked: input, principal }, (tx) =>
      this.batch.accept(tx, principal, input),
    );
  }

  /** Returns all of these with one reason, or none. */
  @Post('return')
  @HttpCode(200)
  @Permit('actual.review')
  @ApiWrite({ edits: false })
  @ApiOkResponse({ type: DecidedView })
  return(
    @Body() input: ReturnInput,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.writes.answer(reply, { scope: 'reviews/return', key, asked: input, principal }, (tx) =>
      this.batch.return(tx, principal, input),
    );
  }
}
