import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Logger, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Reach } from '../domain/access';
import { CurrentReach, Permit, RequestLanguage } from '../platform/http';
import { type Language, translate } from '../platform/messages';
import { ReplayProgress } from '../progress';
import { ProgressReport } from './progress-report';
import { ProgressReportQuery } from './reports.dto';

@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  private readonly log = new Logger(ReportsController.name);

  constructor(
    private readonly report: ProgressReport,
    private readonly progress: ReplayProgress,
  ) {}

  /** The progress report: one row for each goal and composite, every quantity, original and current terms. */
  @Get('progress.csv')
  @Permit('record.read')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async progressCsv(
    @Query() query: ProgressReportQuery,
    @CurrentReach('record.read') reach: Reach,
    @RequestLanguage() preferred: Language,
  ): Promise<StreamableFile> {
    const clocks = await this.progress.clocks(query);
    const language = query.lang ?? preferred;
    const body = new PassThrough();
    // Runs on while the answer is read; a reader that goes away destroys the body and so ends the transaction.
    this.report
      .write({ clocks, language, header: query.header, reach }, (lines) =>
        pipeline(Readable.from(lines), body),
      )
      .catch((error: unknown) => {
        this.log.warn(error instanceof Error ? error.message : String(error));
        body.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    const name = encodeURIComponent(translate(language, 'report', 'file.progress', { asOf: clocks.asOf }));
    return new StreamableFile(body, {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: `attachment; filename="progress-${clocks.asOf}.csv"; filename*=UTF-8''${name}`,
    });
  }
}
