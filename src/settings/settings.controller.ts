import { Body, Controller, Get, Headers, Param, Put, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../domain/access';
import { IdempotentWrites } from '../platform/database';
import { ApiWrite, CurrentPrincipal, etag, IfMatch, Permit } from '../platform/http';
import { ChangeSettingInput, SettingView } from './settings.dto';
import { Settings } from './settings';

@ApiTags('settings')
@Controller('settings')
export class SettingsController {
  constructor(
    private readonly settings: Settings,
    private readonly writes: IdempotentWrites,
  ) {}

  /** Every setting with its value; few, so there are no pages. */
  @Get()
  @Permit('settings.manage')
  list(): Promise<SettingView[]> {
    return this.settings.list();
  }

  @Get(':name')
  @Permit('settings.manage')
  async one(
    @Param('name') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SettingView> {
    const setting = await this.settings.view(name);
    void reply.header('etag', etag(setting.version));
    return setting;
  }

  @Put(':name')
  @Permit('settings.manage')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: SettingView })
  change(
    @Param('name') name: string,
    @Body() input: ChangeSettingInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = { scope: `settings/${name}`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.settings.change(tx, principal, name, ifMatch, input),
    );
  }
}
