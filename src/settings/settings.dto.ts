import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsObject, IsOptional } from 'class-validator';
import { ROLES, type Role } from '../domain/access';
import { PASSWORD_PRESETS, type PasswordPreset } from '../domain/access';
import { IsChoice, IsChoices, IsSentence, IsWhole } from '../platform/http';

/** How long a session lives. */
export class SessionSetting {
  /** Minutes without a request after which it ends. */
  @IsWhole(1, 1440) idleMinutes: number = 30;
  /** Hours after which it ends in any case. */
  @IsWhole(1, 168) absoluteHours: number = 12;
}

/** When too many wrong passwords lock an account, and how long one that somebody else gave is good. */
export class SignInSetting {
  @IsWhole(1, 100) failures: number = 5;
  @IsWhole(1, 1440) lockMinutes: number = 30;
  /** Days after which a one-time password that nobody has replaced opens nothing. */
  @IsWhole(1, 90) oneTimeDays: number = 7;
}

/** What a password must be. Everything but the preset is decided by it, unless it is `custom`. */
export class PasswordSetting {
  @IsChoice(PASSWORD_PRESETS)
  @ApiProperty({ enum: PASSWORD_PRESETS })
  preset: PasswordPreset = 'dengbao3';
  @IsWhole(8, 64) minLength: number = 10;
  /** How many of the kinds lower case, upper case, digit, other it must mix. */
  @IsWhole(1, 4) kinds: number = 3;
  /** How many earlier passwords it must differ from. */
  @IsWhole(0, 24) history: number = 5;
  /** Days after which it must be replaced; 0 for never. */
  @IsWhole(0, 3650) rotateDays: number = 90;
  @IsBoolean({ message: '{"code":"field.boolean","params":{}}' }) refuseCommon: boolean = true;
}

/** Whose sign-in needs a second factor. */
export class SecondFactorSetting {
  @IsChoices(ROLES)
  @ApiProperty({ enum: ROLES, isArray: true })
  roles: Role[] = [];
}

/** Who reports, as the International Aid Transparency Initiative knows it; for what is handed on in its words. */
export class InterchangeSetting {
  /** Register and number, such as `CN-…`; as it stands here the organisation is in no register. */
  @IsSentence(100) organisationRef: string = 'unregistered';
  /** Its list of organisation types; 10 is a government. */
  @IsWhole(10, 90) organisationType: number = 10;
  /** Null for a name that says there is none yet. */
  @IsOptional() @IsSentence(200) @ApiProperty({ type: String, nullable: true }) nameZh: string | null = null;
  @IsOptional() @IsSentence(200) @ApiProperty({ type: String, nullable: true }) nameEn: string | null = null;
}

export class ChangeSettingInput {
  /** The whole value, as `GET` shows it; of passwords the preset alone will do. */
  @IsObject({ message: '{"code":"field.type","params":{}}' })
  @ApiProperty({ type: 'object', additionalProperties: true })
  value!: Record<string, unknown>;

  @IsSentence(2000)
  reason!: string;
}

export class SettingView {
  name!: string;
  @ApiProperty({ type: 'object', additionalProperties: true })
  value!: object;
  /** Whether nobody has changed it. */
  isDefault!: boolean;
  version!: number;
  changedAt!: string | null;
  changedBy!: string | null;
}
