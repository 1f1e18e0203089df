import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Logger, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../audit';
import type { Principal, Reach } from '../domain/access';
import { CurrentPrincipal, CurrentReach, Permit, RequestLanguage } from '../platform/http';
import { type Language, translate } from '../platform/messages';
import { ReplayProgress } from '../progress';
import { REPORT_NAMES, reportNamed } from './report';
import { ReportQuery } from './reports.dto';
import { TellExport } from './tell-export';
import { WriteReport } from './write-report';

@ApiTags('reports')
@Controller('reports')
export class ReportsController {
  private readonly log = new Logger(ReportsController.name);

  constructor(
    private readonly report: WriteReport,
    private readonly progress: ReplayProgress,
    private readonly tell: TellExport,
  ) {}

  /** A report as CSV; `docs/CSV-COLUMNS.md` describes every column. */
  @Get(':report.csv')
  @Permit('record.read')
  @ApiParam({ name: 'report', enum: REPORT_NAMES })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async csv(
    @Param('report') name: string,
    @Query() query: ReportQuery,
    @CurrentReach('record.read') reach: Reach,
    @CurrentPrincipal() principal: Principal,
    @RequestLanguage() preferred: Language,
  ): Promise<StreamableFile> {
    const report = reportNamed(name);
    const clocks = await this.progress.clocks(query);
    const { lang: language = preferred, header, department, area, indicator } = query;
    const options = { clocks, language, header, reach, filter: { department, area, indicator } };
    await this.tell.execute(actorOf(principal), `${report}.csv`, options);
    const body = new PassThrough();
    // Runs on while the answer is read; a reader that goes away destroys the body and so ends the transaction.
    this.report
      .execute(report, options, (pieces) => pipeline(Readable.from(pieces), body))
      .catch((error: unknown) => {
        this.log.warn(error instanceof Error ? error.message : String(error));
        body.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    const { asOf } = clocks;
    const shown = encodeURIComponent(translate(language, 'report', `file.${report}`, { asOf, face: 'csv' }));
    return new StreamableFile(body, {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: `attachment; filename="${report}-${asOf}.csv"; filename*=UTF-8''${shown}`,
    });
  }
}
