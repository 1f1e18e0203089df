import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Logger, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../domain/access';
import { ApiPage, CurrentPrincipal, type Page, Permit, RequestLanguage } from '../platform/http';
import { type Language, translate } from '../platform/messages';
import { AuditEventQuery, AuditEventView, AuditExportQuery, ChainView } from './audit.dto';
import { AuditEventsRepository } from './audit-events.repository';
import { ExportEvents } from './export-events';
import { actorOf } from './record-event';

@ApiTags('audit')
@Controller()
export class AuditController {
  private readonly log = new Logger(AuditController.name);

  constructor(
    private readonly events: AuditEventsRepository,
    private readonly exporting: ExportEvents,
  ) {}

  /** What was done, by whom, newest first; sorted by `id`, which is the order in which it was recorded. */
  @Get('audit-events')
  @Permit('audit.read')
  @ApiPage(AuditEventView)
  list(@Query() query: AuditEventQuery): Promise<Page<AuditEventView>> {
    return this.events.list(query);
  }

  /** The same as CSV, oldest first, with place and hash. That it was taken is an event itself. */
  @Get('audit-events.csv')
  @Permit('audit.read')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async csv(
    @Query() { lang, header, ...filter }: AuditExportQuery,
    @RequestLanguage() preferred: Language,
    @CurrentPrincipal() principal: Principal,
  ): Promise<StreamableFile> {
    const language = lang ?? preferred;
    const options = { filter, language, header };
    await this.exporting.begin(actorOf(principal), options);
    const body = new PassThrough();
    // Runs on while the answer is read; a reader that goes away destroys the body and so ends the transaction.
    this.exporting
      .write(options, (lines) => pipeline(Readable.from(lines), body))
      .catch((error: unknown) => {
        this.log.warn(error instanceof Error ? error.message : String(error));
        body.destroy(error instanceof Error ? error : new Error(String(error)));
      });
    const name = encodeURIComponent(translate(language, 'audit', 'file.events'));
    return new StreamableFile(body, {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: `attachment; filename="audit-events.csv"; filename*=UTF-8''${name}`,
    });
  }

  /** How far the trail is sealed, what waits, and the newest anchor. */
  @Get('audit/chain')
  @Permit('audit.read')
  chain(): Promise<ChainView> {
    return this.events.chain();
  }
}
