import { Module } from '@nestjs/common';
import { AuditController } from './audit.controller';
import { AuditEventsRepository } from './audit-events.repository';
import { ExportEvents } from './export-events';
import { SealEvents } from './seal-events';
import { TakeAnchor } from './take-anchor';
import { VerifyChain } from './verify-chain';

@Module({
  controllers: [AuditController],
  providers: [AuditEventsRepository, ExportEvents, SealEvents, TakeAnchor, VerifyChain],
  exports: [SealEvents, TakeAnchor, VerifyChain],
})
export class AuditModule {}
