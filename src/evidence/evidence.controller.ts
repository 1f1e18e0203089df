import { Controller, Get, Headers, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../domain/access';
import { ApiWrite, CurrentPrincipal, etag, MULTIPART, Permit, sendWrite } from '../platform/http';
import { EvidenceView } from './evidence.dto';
import { attachmentOf } from './file-name';
import { presentEvidence } from './present-evidence';
import { ReadEvidence } from './read-evidence';
import { UploadEvidence } from './upload-evidence';

@ApiTags('evidence')
@Controller('evidence')
export class EvidenceController {
  constructor(
    private readonly upload: UploadEvidence,
    private readonly read: ReadEvidence,
  ) {}

  /** Hands in one file (PDF, OFD, picture, office document); an actual then names it by its id. */
  @Post()
  @Permit('actual.log')
  @RouteConfig(MULTIPART)
  @ApiConsumes('multipart/form-data')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['file'],
      properties: { file: { type: 'string', format: 'binary' } },
    },
  })
  @ApiWrite({ edits: false })
  @ApiCreatedResponse({ type: EvidenceView })
  async create(
    @Req() request: FastifyRequest,
    @CurrentPrincipal() principal: Principal,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return sendWrite(reply, await this.upload.execute(request, principal, key));
  }

  /** What is on record about a file. */
  @Get(':id')
  @Permit('record.read')
  async one(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceView> {
    const file = await this.read.find(id, principal);
    void reply.header('etag', etag(file.digest));
    return presentEvidence(file);
  }

  /** The file itself, always to be saved and never to be shown in place. */
  @Get(':id/content')
  @Permit('record.read')
  @ApiProduces('application/octet-stream')
  async content(
    @Param('id') id: string,
    @CurrentPrincipal() principal: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = await this.read.find(id, principal);
    const content = await this.read.content(file, principal);
    await reply
      .headers({
        'content-type': file.mediaType,
        'content-length': file.bytes,
        'content-disposition': attachmentOf(file.name),
        'content-security-policy': "sandbox; default-src 'none'",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-cache',
        etag: etag(file.digest),
      })
      .send(content);
  }
}
