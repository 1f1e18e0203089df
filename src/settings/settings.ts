import { Injectable, type Type } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';
import { etag, notFound, Problem, requireMatch, type WriteResult } from '../platform/http';
import { inForce, judgedSetting } from './judge-setting';
import {
  type ChangeSettingInput,
  InterchangeSetting,
  PasswordSetting,
  SecondFactorSetting,
  SessionSetting,
  type SettingView,
  SignInSetting,
} from './settings.dto';
import { type SettingRow, SettingsRepository } from './settings.repository';

/** Every setting with the class that holds its shape, its bounds and its default. */
const SETTINGS = {
  session: SessionSetting,
  sign_in: SignInSetting,
  password: PasswordSetting,
  second_factor: SecondFactorSetting,
  interchange: InterchangeSetting,
} as const;

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<Name extends SettingName> = InstanceType<(typeof SETTINGS)[Name]>;

const isName = (name: string): name is SettingName => Object.hasOwn(SETTINGS, name);

/** What an administrator decides while the product runs. Read when needed: a change counts at once, everywhere. */
@Injectable()
export class Settings {
  constructor(private readonly settings: SettingsRepository) {}

  async value<Name extends SettingName>(name: Name, tx?: Tx): Promise<SettingValue<Name>> {
    const row = await this.settings.one(name, tx);
    return valueOf(name, row) as SettingValue<Name>;
  }

  async list(): Promise<SettingView[]> {
    const rows = new Map((await this.settings.all()).map((row) => [row.name, row]));
    return Object.keys(SETTINGS).map((name) => viewOf(name as SettingName, rows.get(name) ?? null));
  }

  /** Throws 404. */
  async view(name: string, tx?: Tx): Promise<SettingView> {
    if (!isName(name)) throw notFound('setting.not_found', { name: name.slice(0, 64) });
    return viewOf(name, await this.settings.one(name, tx));
  }

  /** Replaces a setting. Throws 404, 412 or 428 by its ETag, 400 naming what is out of bounds. */
  async change(
    tx: Tx,
    principal: Principal,
    name: string,
    ifMatch: string | undefined,
    { value, reason }: ChangeSettingInput,
  ): Promise<WriteResult> {
    const before = await this.view(name, tx);
    requireMatch(ifMatch, etag(before.version));
    const shape: Type<object> = SETTINGS[name as SettingName];
    const checked = await judgedSetting(shape, value);
    const stored = await this.settings.store(tx, {
      name,
      value: checked,
      over: before.version,
      by: principal.name,
    });
    if (!stored) throw new Problem('precondition_failed', 'precondition.failed', { current: '' });
    await recordEvents(tx, [
      {
        actor: actorOf(principal),
        action: 'setting.changed',
        subject: name,
        details: { before: before.value, after: checked, reason },
      },
    ]);
    const body = await this.view(name, tx);
    return { status: 200, body, etag: etag(body.version) };
  }
}

const valueOf = (name: SettingName, row: SettingRow | null): object =>
  inForce(Object.assign(new SETTINGS[name](), row?.value));

function viewOf(name: SettingName, row: SettingRow | null): SettingView {
  return {
    name,
    value: valueOf(name, row),
    isDefault: row === null,
    version: row?.version ?? 0,
    changedAt: row?.changedAt ?? null,
    changedBy: row?.changedBy ?? null,
  };
}
