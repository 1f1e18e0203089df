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
import { CurrentSession, type SignedIn } from './current-session';
import { EndSession } from './end-session';
import { Identify } from './identify';
import { presentSignedIn } from './present-signed-in';
import { giveSession, takeSession } from './session-cookie';
import { ChangePasswordInput, SessionView, SignedInView, SignInInput } from './session.dto';
import { SignIn } from './sign-in';

/** The session of a token is no session. */
function ofBrowser(session: SignedIn | null): SignedIn {
  if (session === null) throw new Problem('conflict', 'session.none');
  return session;
}

@ApiTags('session')
@Controller('session')
export class SessionController {
  constructor(
    private readonly signIn: SignIn,
    private readonly identify: Identify,
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
    const agent = request.headers['user-agent'] ?? null;
    const secret = await this.signIn.withPassword(login, password, { address: request.ip, agent });
    return this.give(reply, secret, request.ip);
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
    return this.give(reply, await this.changePassword.execute(principal, own, input), principal.address);
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

  private async give(reply: FastifyReply, secret: string, address: string): Promise<SignedInView> {
    const found = await this.identify.bySession(secret, address);
    if (found?.signedIn == null) throw new Problem('unauthenticated', 'session.ended');
    giveSession(reply, secret);
    return presentSignedIn(found.principal, found.signedIn);
  }
}
