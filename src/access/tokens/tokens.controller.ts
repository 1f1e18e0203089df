import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../domain/access';
import { Transactions } from '../../platform/database';
import { CurrentPrincipal, NumberParam, Permit } from '../../platform/http';
import { CurrentSession, ofBrowser, type SignedIn } from '../current-session';
import { PeopleRepository } from '../people.repository';
import { KeepTokens } from './keep-tokens';
import { MakeTokenInput, NewTokenView, TokenView } from './tokens.dto';
import { TokensRepository } from './tokens.repository';

@ApiTags('tokens')
@Controller('tokens')
@Permit('self.manage')
export class TokensController {
  constructor(
    private readonly tokens: TokensRepository,
    private readonly keep: KeepTokens,
    private readonly transactions: Transactions,
  ) {}

  /** One's own tokens; few, so there are no pages. */
  @Get()
  @ApiOkResponse({ type: [TokenView] })
  own(@CurrentPrincipal() { personId, accountId }: Principal): Promise<TokenView[]> {
    return this.tokens.listOf({ personId, accountId });
  }

  /** Makes a token. It is answered once and kept nowhere, so this write takes no `Idempotency-Key`. */
  @Post()
  @ApiCreatedResponse({ type: NewTokenView })
  make(
    @Body() input: MakeTokenInput,
    @CurrentPrincipal() principal: Principal,
    @CurrentSession() session: SignedIn | null,
  ): Promise<NewTokenView> {
    return this.keep.make(principal, ofBrowser(session), input);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  async revoke(
    @NumberParam('token.not_found') id: number,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    const { personId, accountId } = principal;
    await this.transactions.write((tx) => this.keep.revoke(tx, principal, id, { personId, accountId }));
  }
}

@ApiTags('people')
@Controller('people/:id/tokens')
@Permit('people.manage')
export class TokensOfPersonController {
  constructor(
    private readonly people: PeopleRepository,
    private readonly tokens: TokensRepository,
    private readonly keep: KeepTokens,
    private readonly transactions: Transactions,
  ) {}

  /** The tokens of all accounts of a person. */
  @Get()
  @ApiOkResponse({ type: [TokenView] })
  async of(@NumberParam('person.not_found') id: number): Promise<TokenView[]> {
    await this.people.one(id);
    return this.tokens.listOf({ personId: id });
  }

  @Delete(':token')
  @HttpCode(204)
  @ApiNoContentResponse()
  async revoke(
    @NumberParam('person.not_found') id: number,
    @Param('token') token: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    const tokenId = /^[1-9]\d{0,8}$/.test(token) ? Number(token) : 0;
    await this.transactions.write((tx) => this.keep.revoke(tx, principal, tokenId, { personId: id }));
  }
}
