import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { actorOf } from '../../audit';
import { type Principal, reachOf } from '../../domain/access';
import { CodeParam, CurrentPrincipal, pagePolicy, Permit, RequestLanguage } from '../../platform/http';
import type { Language } from '../../platform/messages';
import { ReplayProgress } from '../../progress';
import { TellExport } from '../tell-export';
import type { Bulletin } from './bulletin';
import { BulletinQuery } from './bulletins.dto';
import { docxFace } from './faces/docx';
import { htmlFace, STYLE_DIGEST } from './faces/html';
import { pdfFace } from './faces/pdf';
import { MakeBulletin } from './make-bulletin';
import { subjectNamed, SUBJECTS } from './subject-of';
import { say } from './words';

const TYPES = {
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
type Face = keyof typeof TYPES;

interface Asked {
  readonly of: string;
  readonly code: string;
  readonly query: BulletinQuery;
  readonly principal: Principal;
  readonly preferred: Language;
}

/** The bulletin (通报) of a department or a programme, on a page. */
@ApiTags('bulletins')
@Controller('bulletins')
@ApiParam({ name: 'of', enum: SUBJECTS })
export class BulletinsController {
  constructor(
    private readonly make: MakeBulletin,
    private readonly progress: ReplayProgress,
    private readonly tell: TellExport,
  ) {}

  /** To read and to print on A4; nothing in it is run or fetched. */
  @Get(':of/:code.html')
  @Permit('record.read')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  async html(
    @Param('of') of: string,
    @CodeParam('bulletin.nothing') code: string,
    @Query() query: BulletinQuery,
    @CurrentPrincipal() principal: Principal,
    @RequestLanguage() preferred: Language,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const bulletin = await this.bulletin('html', { of, code, query, principal, preferred });
    void reply.header('content-security-policy', pagePolicy(STYLE_DIGEST));
    return sent('html', bulletin, Buffer.from(htmlFace(bulletin)));
  }

  @Get(':of/:code.pdf')
  @Permit('record.read')
  @ApiProduces(TYPES.pdf)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async pdf(
    @Param('of') of: string,
    @CodeParam('bulletin.nothing') code: string,
    @Query() query: BulletinQuery,
    @CurrentPrincipal() principal: Principal,
    @RequestLanguage() preferred: Language,
  ): Promise<StreamableFile> {
    const bulletin = await this.bulletin('pdf', { of, code, query, principal, preferred });
    return sent('pdf', bulletin, await pdfFace(bulletin));
  }

  /** For Word, to be edited. */
  @Get(':of/:code.docx')
  @Permit('record.read')
  @ApiProduces(TYPES.docx)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async docx(
    @Param('of') of: string,
    @CodeParam('bulletin.nothing') code: string,
    @Query() query: BulletinQuery,
    @CurrentPrincipal() principal: Principal,
    @RequestLanguage() preferred: Language,
  ): Promise<StreamableFile> {
    const bulletin = await this.bulletin('docx', { of, code, query, principal, preferred });
    return sent('docx', bulletin, await docxFace(bulletin));
  }

  private async bulletin(face: Face, { of, code, query, principal, preferred }: Asked): Promise<Bulletin> {
    const subject = subjectNamed(of);
    const clocks = await this.progress.clocks(query);
    const language = query.lang ?? preferred;
    const reach = reachOf(principal, 'record.read') ?? [];
    const bulletin = await this.make.execute(subject, code, { clocks, language, reach });
    const file = `bulletins/${of}/${code}.${face}`;
    await this.tell.execute(actorOf(principal), file, { clocks, language, reach });
    return bulletin;
  }
}

/** A page is shown, a file is kept; each under a name that says what it is. */
function sent(face: Face, { language, asOf, code, name }: Bulletin, bytes: Buffer): StreamableFile {
  const shown = encodeURIComponent(say(language, 'file', { name, asOf, face }));
  const shape = face === 'html' ? 'inline' : 'attachment';
  return new StreamableFile(bytes, {
    type: TYPES[face],
    disposition: `${shape}; filename="bulletin-${code}-${asOf}.${face}"; filename*=UTF-8''${shown}`,
    length: bytes.length,
  });
}
