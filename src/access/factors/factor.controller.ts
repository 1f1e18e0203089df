import { Body, Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../../domain/access';
import { CurrentPrincipal, Limit, Permit, WhileIncomplete } from '../../platform/http';
import { CurrentSession, ofBrowser, type SignedIn } from '../current-session';
import { GiveSession } from '../give-session';
import { SignedInView } from '../session.dto';
import { EnrolFactor } from './enrol-factor';
import {
  ConfirmedFactorView,
  EnrolFactorInput,
  FactorCodeInput,
  FactorView,
  NewFactorView,
  RemoveFactorInput,
} from './factor.dto';
import { FactorsRepository } from './factors.repository';
import { KeepFactor } from './keep-factor';

/** Secrets are answered once and kept nowhere, so these writes take no `Idempotency-Key`. */
@ApiTags('session')
@Controller('session/factor')
@Permit('self.manage')
export class FactorController {
  constructor(
    private readonly factors: FactorsRepository,
    private readonly enrolment: EnrolFactor,
    private readonly keep: KeepFactor,
    private readonly give: GiveSession,
  ) {}

  /** Whether one has a second factor. */
  @Get()
  state(@CurrentPrincipal() principal: Principal): Promise<FactorView> {
    return this.factors.state(principal.accountId);
  }

  /** Begins with a second factor: a secret for an authenticator application. */
  @Post('enrol')
  @WhileIncomplete()
  @Limit('sign-in')
  @ApiCreatedResponse({ type: NewFactorView })
  enrol(
    @Body() { password }: EnrolFactorInput,
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: SignedIn | null,
  ): Promise<NewFactorView> {
    return this.enrolment.begin(principal, ofBrowser(session), password);
  }

  /** Confirms it with the first code; from now on codes are asked for. */
  @Post('confirm')
  @HttpCode(200)
  @WhileIncomplete()
  @Limit('sign-in')
  @ApiOkResponse({ type: ConfirmedFactorView })
  async confirm(
    @Body() { code }: FactorCodeInput,
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: SignedIn | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConfirmedFactorView> {
    const { secret, recoveryCodes } = await this.enrolment.confirm(principal, ofBrowser(session), code);
    return { ...(await this.give.execute(reply, secret, principal.address)), recoveryCodes };
  }

  /** Shows the second factor: a code, or a recovery code in its place. */
  @Post()
  @HttpCode(200)
  @WhileIncomplete()
  @Limit('sign-in')
  @ApiOkResponse({ type: SignedInView })
  async show(
    @Body() { code }: FactorCodeInput,
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: SignedIn | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    const secret = await this.keep.show(principal, ofBrowser(session), code);
    return this.give.execute(reply, secret, principal.address);
  }

  /** Gives the second factor up. */
  @Delete()
  @Limit('sign-in')
  @ApiOkResponse({ type: SignedInView })
  async remove(
    @Body() input: RemoveFactorInput,
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: SignedIn | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedInView> {
    const secret = await this.keep.remove(principal, ofBrowser(session), input);
    return this.give.execute(reply, secret, principal.address);
  }
}
