import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Anonymous, Limit, RequestLanguage } from '../platform/http';
import type { Language } from '../platform/messages';
import { type PublicFace, publicCsv, publicJson } from './public-faces';
import { PublicCommitments, PublicQuery } from './publication.dto';
import { ReadPublished } from './read-published';

/** Open data: what was published, for everybody, and nothing else. */
@ApiTags('public')
@Controller('public')
@Anonymous()
@Limit('anonymous')
export class PublicController {
  constructor(private readonly published: ReadPublished) {}

  /** The published commitments; 404 while nothing is published. */
  @Get('commitments.json')
  @ApiOkResponse({ type: PublicCommitments })
  json(
    @Query() { lang }: PublicQuery,
    @RequestLanguage() preferred: Language,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.header('content-type', 'application/json; charset=utf-8');
    return this.answer(reply, publicJson, lang ?? preferred, known);
  }

  /** The same as CSV with machine headers. */
  @Get('commitments.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  csv(
    @Query() { lang }: PublicQuery,
    @RequestLanguage() preferred: Language,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.headers({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="commitments.csv"',
    });
    return this.answer(reply, publicCsv, lang ?? preferred, known);
  }

  private async answer(
    reply: FastifyReply,
    face: PublicFace,
    language: Language,
    known: string | undefined,
  ): Promise<void> {
    const { tag, body } = await this.published.execute(face, language, known);
    void reply.headers({ etag: tag, 'cache-control': 'public, no-cache', vary: 'accept-language' });
    await (body === null ? reply.status(304).send() : reply.send(body));
  }
}
