import { Module } from '@nestjs/common';
import { ActualsModule } from '../actuals';
import { BeginImport } from './begin-import';
import { CommitImport } from './commit-import';
import { ImportRowsRepository } from './import-rows.repository';
import { ImportController, ImportsController } from './imports.controller';
import { ImportsRepository } from './imports.repository';
import { JudgeRows } from './judge-rows';
import { StagedRowsRepository } from './staged-rows.repository';
import { SubmittedRowsRepository } from './submitted-rows.repository';
import { WorkImports } from './work-imports';

@Module({
  imports: [ActualsModule],
  controllers: [ImportsController, ImportController],
  providers: [
    ImportsRepository,
    ImportRowsRepository,
    StagedRowsRepository,
    SubmittedRowsRepository,
    JudgeRows,
    WorkImports,
    BeginImport,
    CommitImport,
  ],
})
export class ImportsModule {}
