import { Module } from '@nestjs/common';
import { ListOwed } from './list-owed';
import { OwingRepository } from './owing.repository';
import { ReportingController } from './reporting.controller';
import { ShowMatrix } from './show-matrix';

@Module({
  controllers: [ReportingController],
  providers: [OwingRepository, ShowMatrix, ListOwed],
})
export class ReportingModule {}
