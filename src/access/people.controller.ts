import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { actorOf } from '../audit';
import type { Principal } from '../domain/access';
import { IdempotentWrites, Transactions } from '../platform/database';
import {
  ApiPage,
  ApiWrite,
  CurrentPrincipal,
  etag,
  IfMatch,
  NumberParam,
  type Page,
  Permit,
} from '../platform/http';
import { KeepPeople } from './keep-people';
import {
  AddPersonInput,
  ChangePersonInput,
  NewAccountView,
  PeopleQuery,
  PersonView,
  RoleInput,
} from './people.dto';
import { PeopleRepository } from './people.repository';

@ApiTags('people')
@Controller('people')
@Permit('people.manage')
export class PeopleController {
  constructor(
    private readonly people: PeopleRepository,
    private readonly keep: KeepPeople,
    private readonly writes: IdempotentWrites,
    private readonly transactions: Transactions,
  ) {}

  /** People with their accounts and the roles they hold. */
  @Get()
  @ApiPage(PersonView)
  list(@Query() query: PeopleQuery): Promise<Page<PersonView>> {
    return this.people.list(query);
  }

  @Get(':id')
  async one(
    @NumberParam('person.not_found') id: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PersonView> {
    const person = await this.people.one(id);
    void reply.header('etag', etag(person.version));
    return person;
  }

  /**
   * Adds a person with an account and roles. Takes no `Idempotency-Key`: the one-time password it answers is
   * kept nowhere, so the answer cannot be given twice; the login, being taken, keeps it from happening twice.
   */
  @Post()
  @ApiCreatedResponse({ type: NewAccountView })
  add(@Body() input: AddPersonInput, @CurrentPrincipal() principal: Principal): Promise<NewAccountView> {
    return this.transactions.write((tx) => this.keep.add(tx, actorOf(principal), input));
  }

  @Patch(':id')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: PersonView })
  change(
    @NumberParam('person.not_found') id: number,
    @Body() input: ChangePersonInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `people/${id}`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.keep.change(tx, actorOf(principal), id, ifMatch, input),
    );
  }
}

@ApiTags('people')
@Controller('people/:id/roles')
@Permit('people.manage')
export class RolesController {
  constructor(
    private readonly keep: KeepPeople,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Gives a role. The person's sessions end. */
  @Post()
  @ApiWrite({ edits: true })
  @ApiCreatedResponse({ type: PersonView })
  grant(
    @NumberParam('person.not_found') id: number,
    @Body() input: RoleInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `people/${id}/roles`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.keep.grant(tx, actorOf(principal), id, ifMatch, input),
    );
  }

  /** Takes a role away, with effect on the next request. */
  @Delete(':grant')
  @HttpCode(200)
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: PersonView })
  revoke(
    @NumberParam('person.not_found') id: number,
    @Param('grant') grant: string,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `people/${id}/roles/${grant}`, key, asked: null, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.keep.revoke(tx, actorOf(principal), id, ifMatch, Number(grant)),
    );
  }
}
