import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../domain/access';
import {
  Anonymous,
  CurrentPrincipal,
  Limit,
  NumberParam,
  Permit,
  Problem,
  WhileIncomplete,
} from '../platform/http';
import { ChangePassword } from './change-password';
import { CurrentSession, ofBrowser, type SignedIn } from './current-session';
import { EndSession } from './end-session';
import { GiveSession } from './give-session';
import { presentSignedIn } from './present-signed-in';
import { takeSession } from './session-cookie';
import { ChangePasswordInput, SessionView, SignedInView, SignInInput } from './session.dto';
import { SignIn } from './sign-in';
import { visitorOf } from './visitor';

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly give: GiveSession,
    private readonly changePassword: ChangePassword,
    private readonly endSession: EndSession,
  ) {}

  /** Signs in: sets the session cookie and tells the token that writes must carry. */
  @Post()
  @Anonymous()
  @Limit('sign-in')
  @ApiCreatedResponse({ type: SignedInView })
  async begin(
    @Body() { login, password }: SignInInput,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    const secret = await this.signIn.withPassword(login, password, visitorOf(request));
    return this.give.execute(reply, secret, request.ip);
  }

  /** Who is signed in. */
  @Get()
  @Permit('self.manage')
  @WhileIncomplete()
  current(
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: SignedIn | null,
  ): SignedInView {
    return presentSignedIn(principal, ofBrowser(session));
  }

  /** Signs out. */
  @Delete()
  @HttpCode(204)
  @Permit('self.manage')
  @WhileIncomplete()
  @ApiNoContentResponse()
  async end(
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: SignedIn | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.endSession.one(principal, ofBrowser(session).sessionId);
    takeSession(reply);
  }

  /** Replaces one's own password; other sessions end. */
  @Post('password')
  @Limit('sign-in')
  @HttpCode(200)
  @Permit('self.manage')
  @WhileIncomplete()
  @ApiOkResponse({ type: SignedInView })
  async password(
    @Body() input: ChangePasswordInput,
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: SignedIn | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    const own = ofBrowser(session);
    // A password alone must not be able to change what a second factor guards.
    if (own.needs === 'factor') throw new Problem('forbidden', 'session.needs_factor');
    const secret = await this.changePassword.execute(principal, own, input);
    return this.give.execute(reply, secret, principal.address);
  }

  /** Where one is signed in. */
  @Get('all')
  @Permit('self.manage')
  all(
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: SignedIn | null,
  ): Promise<SessionView[]> {
    return this.endSession.listOf(principal, session?.sessionId ?? null);
  }

  /** Ends one of one's own sessions. */
  @Delete('all/:id')
  @HttpCode(204)
  @Permit('self.manage')
  @ApiNoContentResponse()
  async endOne(
    @NumberParam('session.not_found') id: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    await this.endSession.one(principal, id);
  }
}
