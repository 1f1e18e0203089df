import { Module } from '@nestjs/common';
import { GoalsModule } from '../goals';
import { LocksModule } from '../locks';
import { ActualsController, ProvisionalBaselineController } from './actuals.controller';
import { ActualsRepository } from './actuals.repository';
import { AdoptBaseline } from './adopt-baseline';
import { CorrectActual } from './correct-actual';
import { DecideActual } from './decide-actual';
import { DraftsController } from './drafts/drafts.controller';
import { DraftsRepository } from './drafts/drafts.repository';
import { SaveDraft } from './drafts/save-draft';
import { SubmitDrafts } from './drafts/submit-drafts';
import { HandIn } from './hand-in';
import { LogActual } from './log-actual';
import { PlaceFigures } from './place-figures';
import { RecordRepository } from './record.repository';
import { ReviewBatch } from './reviews/review-batch';
import { ReviewsController } from './reviews/reviews.controller';
import { ReviewsRepository } from './reviews/reviews.repository';

@Module({
  imports: [GoalsModule, LocksModule],
  controllers: [ActualsController, ProvisionalBaselineController, DraftsController, ReviewsController],
  providers: [
    ActualsRepository,
    RecordRepository,
    PlaceFigures,
    LogActual,
    HandIn,
    CorrectActual,
    DecideActual,
    AdoptBaseline,
    DraftsRepository,
    SaveDraft,
    SubmitDrafts,
    ReviewsRepository,
    ReviewBatch,
  ],
  exports: [ActualsRepository, HandIn, RecordRepository],
})
export class ActualsModule {}
