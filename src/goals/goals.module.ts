import { Module } from '@nestjs/common';
import { DecideProposal } from './decide-proposal';
import { GoalsController, ProgrammesController } from './goals.controller';
import { GoalsRepository } from './goals.repository';
import { ProposalsController } from './proposals.controller';
import { ProposalsRepository } from './proposals.repository';
import { ProposeTerms } from './propose-terms';

@Module({
  controllers: [GoalsController, ProgrammesController, ProposalsController],
  providers: [GoalsRepository, ProposalsRepository, ProposeTerms, DecideProposal],
  exports: [ProposeTerms, ProposalsRepository],
})
export class GoalsModule {}
