import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, actorOf } from '../audit';
import type { Principal } from '../domain/access';
import { Transactions, type Tx } from '../platform/database';
import { CurrentPrincipal, NumberParam, Permit } from '../platform/http';
import { KeepAccounts } from './keep-accounts';
import { AddAccountInput, NewAccountView, PersonView } from './people.dto';
import { PeopleRepository } from './people.repository';
import { UnlinkAccount } from './sso/unlink-account';

/** One-time passwords are answered once and kept nowhere, so these writes take no `Idempotency-Key`. */
@ApiTags('people')
@Controller('people/:id/accounts')
@Permit('people.manage')
export class AccountsController {
  constructor(
    private readonly keep: KeepAccounts,
    private readonly unlink: UnlinkAccount,
    private readonly people: PeopleRepository,
    private readonly transactions: Transactions,
  ) {}

  /** A second account of the same person. */
  @Post()
  @ApiCreatedResponse({ type: NewAccountView })
  add(
    @NumberParam('person.not_found') id: number,
    @Body() { login }: AddAccountInput,
    @CurrentPrincipal() principal: Principal,
  ): Promise<NewAccountView> {
    return this.edit(id, principal, (tx, actor, person) => this.keep.add(tx, actor, person, login));
  }

  /** A new one-time password; the old one, all sessions and tokens end. */
  @Post(':login/reset-password')
  @ApiCreatedResponse({ type: NewAccountView })
  resetPassword(
    @NumberParam('person.not_found') id: number,
    @Param('login') login: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<NewAccountView> {
    return this.edit(id, principal, (tx, actor, person) => this.keep.resetPassword(tx, actor, person, login));
  }

  @Post(':login/disable')
  @HttpCode(200)
  @ApiOkResponse({ type: PersonView })
  disable(
    @NumberParam('person.not_found') id: number,
    @Param('login') login: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PersonView> {
    return this.edit(id, principal, (tx, actor, person) =>
      this.keep.setDisabled(tx, actor, person, { login, disabled: true }),
    );
  }

  @Post(':login/enable')
  @HttpCode(200)
  @ApiOkResponse({ type: PersonView })
  enable(
    @NumberParam('person.not_found') id: number,
    @Param('login') login: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PersonView> {
    return this.edit(id, principal, (tx, actor, person) =>
      this.keep.setDisabled(tx, actor, person, { login, disabled: false }),
    );
  }

  /** Lets an account in again before its lock has run out. */
  @Post(':login/unlock')
  @HttpCode(200)
  @ApiOkResponse({ type: PersonView })
  unlock(
    @NumberParam('person.not_found') id: number,
    @Param('login') login: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PersonView> {
    return this.edit(id, principal, (tx, actor, person) => this.keep.unlock(tx, actor, person, login));
  }

  /** Takes the second factor of the account away, with its recovery codes; sessions and tokens end, its owner sets up another. */
  @Post(':login/reset-factor')
  @HttpCode(200)
  @ApiOkResponse({ type: PersonView })
  resetFactor(
    @NumberParam('person.not_found') id: number,
    @Param('login') login: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PersonView> {
    return this.edit(id, principal, (tx, actor, person) => this.keep.resetFactor(tx, actor, person, login));
  }

  /** Takes back whom the identity provider means by the account; sessions end. */
  @Delete(':login/links')
  @HttpCode(200)
  @ApiOkResponse({ type: PersonView })
  removeLinks(
    @NumberParam('person.not_found') id: number,
    @Param('login') login: string,
    @CurrentPrincipal() principal: Principal,
  ): Promise<PersonView> {
    return this.edit(id, principal, (tx, actor, person) => this.unlink.execute(tx, actor, person, login));
  }

  private edit<T>(
    id: number,
    principal: Principal,
    work: (tx: Tx, actor: Actor, person: PersonView) => Promise<T>,
  ): Promise<T> {
    return this.transactions.write(async (tx) =>
      work(tx, actorOf(principal), await this.people.forEdit(tx, id)),
    );
  }
}
