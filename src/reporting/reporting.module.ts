import { Module } from '@nestjs/common';
import { ListOwed } from './list-owed';
import { OwedFigures } from './owed-figures';
import { OwingRepository } from './owing.repository';
import { ReportingController } from './reporting.controller';
import { ShowMatrix } from './show-matrix';

@Module({
  controllers: [ReportingController],
  providers: [OwingRepository, OwedFigures, ShowMatrix, ListOwed],
  exports: [OwedFigures],
})
export class ReportingModule {}
