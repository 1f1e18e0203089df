import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller';
import { AuditEventsRepository } from './audit-events.repository';
import { ExportEvents } from './export-events';
import { SealEvents } from './seal-events';
import { TakeAnchor } from './take-anchor';
import { TellApart } from './tell-apart';
import { VerifyChain } from './verify-chain';

@Module({
  controllers: [AuditController],
  providers: [AuditEventsRepository, ExportEvents, SealEvents, TakeAnchor, TellApart, VerifyChain],
  exports: [SealEvents, TakeAnchor, TellApart, VerifyChain],
})
export class AuditModule {}
