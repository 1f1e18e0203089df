import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Logger, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import { actorOf } from '../audit';
import type { Principal, Reach } from '../domain/access';
import { CurrentPrincipal, CurrentReach, Permit, RequestLanguage } from '../platform/http';
import { type Language, translate } from '../platform/messages';
import { XLSX_MEDIA_TYPE } from '../platform/xlsx';
import { ReplayProgress } from '../progress';
import { csvFace } from './faces/csv-face';
import type { Face } from './faces/face';
import { PACKAGE_FACE } from './faces/package-face';
import { XLSX_FACE } from './faces/xlsx-face';
import { REPORT_NAMES, reportNamed, reportOptions } from './report';
import { CsvQuery, PackageQuery, ReportQuery } from './reports.dto';
import { TellExport } from './tell-export';
import { WriteReport } from './write-report';

const FILE = { schema: { type: 'string', format: 'binary' } };

/** Who asks, and in which language unless the request says another. */
interface Reader {
  readonly principal: Principal;
  readonly reach: Reach;
  readonly preferred: Language;
}

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
  @ApiOkResponse(FILE)
  csv(
    @Param('report') name: string,
    @Query() { bom, separator, ...query }: CsvQuery,
    @CurrentReach('record.read') reach: Reach,
    @CurrentPrincipal() principal: Principal,
    @RequestLanguage() preferred: Language,
  ): Promise<StreamableFile> {
    return this.send(name, csvFace({ bom, separator }), query, { principal, reach, preferred });
  }

  /** A report as a spreadsheet of typed cells, with the meaning of its columns on a second sheet. */
  @Get(':report.xlsx')
  @Permit('record.read')
  @ApiParam({ name: 'report', enum: REPORT_NAMES })
  @ApiProduces(XLSX_MEDIA_TYPE)
  @ApiOkResponse(FILE)
  xlsx(
    @Param('report') name: string,
    @Query() query: ReportQuery,
    @CurrentReach('record.read') reach: Reach,
    @CurrentPrincipal() principal: Principal,
    @RequestLanguage() preferred: Language,
  ): Promise<StreamableFile> {
    return this.send(name, XLSX_FACE, query, { principal, reach, preferred });
  }

  /** For programs: a report as CSV with the machine header, its column dictionary, and a Frictionless Data Package descriptor. */
  @Get(':report.zip')
  @Permit('record.read')
  @ApiParam({ name: 'report', enum: REPORT_NAMES })
  @ApiProduces('application/zip')
  @ApiOkResponse(FILE)
  zip(
    @Param('report') name: string,
    @Query() query: PackageQuery,
    @CurrentReach('record.read') reach: Reach,
    @CurrentPrincipal() principal: Principal,
    @RequestLanguage() preferred: Language,
  ): Promise<StreamableFile> {
    return this.send(name, PACKAGE_FACE, { ...query, header: 'machine' }, { principal, reach, preferred });
  }

  private async send(
    name: string,
    face: Face,
    query: ReportQuery,
    { principal, reach, preferred }: Reader,
  ): Promise<StreamableFile> {
    const report = reportNamed(name);
    const clocks = await this.progress.clocks(query);
    const options = reportOptions(report, query, { clocks, language: query.lang ?? preferred, reach });
    await this.tell.execute(actorOf(principal), `${report}.${face.name}`, options);
    const body = new PassThrough();
    // Runs on while the answer is read; a reader that goes away destroys the body and so ends the transaction.
    this.report
      .execute(report, options, face, (pieces) => pipeline(Readable.from(pieces), body))
      .catch((error: unknown) => {
        this.log.warn(error instanceof Error ? error.message : String(error));
        body.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    const { asOf } = clocks;
    const shown = encodeURIComponent(
      translate(options.language, 'report', `file.${report}`, { asOf, face: face.name }),
    );
    return new StreamableFile(body, {
      type: face.mediaType,
      disposition: `attachment; filename="${report}-${asOf}.${face.name}"; filename*=UTF-8''${shown}`,
    });
  }
}
