import { Controller, Get, HttpStatus, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Anonymous, Limit } from '../../platform/http';
import { attemptSecret, giveAttempt, giveSession, takeAttempt } from '../session-cookie';
import { visitorOf } from '../visitor';
import { ATTEMPT_MINUTES } from './oidc.repository';
import { SignInByProvider } from './sign-in-by-provider';

/** Where a sign-in ends, whatever address a request names. */
const HOME = '/';

/** Sign-in through an identity provider (OpenID Connect). Visited by the browser itself, not by scripts. */
@ApiTags('session')
@Controller('session/oidc')
@Anonymous()
@Limit('sign-in')
export class SsoController {
  constructor(private readonly signIn: SignInByProvider) {}

  /** Sends the browser to the provider. */
  @Get()
  @ApiFoundResponse({ description: 'To the identity provider.' })
  async begin(@Res() reply: FastifyReply): Promise<void> {
    const { address, secret } = await this.signIn.begin();
    giveAttempt(reply, secret, ATTEMPT_MINUTES * 60);
    await reply.redirect(address, HttpStatus.FOUND);
  }

  /** Where the provider sends the browser back to. */
  @Get('callback')
  @ApiFoundResponse({ description: 'Signed in; to the start page.' })
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const secret = attemptSecret(request);
    takeAttempt(reply);
    const [, query = ''] = request.url.split('?', 2);
    giveSession(reply, await this.signIn.finish(secret, query, visitorOf(request)));
    await reply.redirect(HOME, HttpStatus.FOUND);
  }
}
