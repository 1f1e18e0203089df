import { ApiProperty } from '@nestjs/swagger';
import { ArrayNotEmpty } from 'class-validator';
import type { CivilDate } from '../../domain/calendar';
import { type Permission, TOKEN_SCOPES } from '../../domain/access';
import { IsChoices, IsCivilDate, IsSentence } from '../../platform/http';
import { IsPassword } from '../password-input';

export class MakeTokenInput {
  /** What it is for. */
  @IsSentence(200)
  name!: string;

  /** What it may do, at most; where its owner may not, it may not either. */
  @IsChoices(TOKEN_SCOPES)
  @ArrayNotEmpty({ message: '{"code":"field.empty","params":{}}' })
  @ApiProperty({ enum: TOKEN_SCOPES, isArray: true })
  scopes!: Permission[];

  /** The last day on which it is good, at most a year from today. */
  @IsCivilDate()
  @ApiProperty({ type: 'string', format: 'date' })
  expiresOn!: CivilDate;

  @IsPassword()
  @ApiProperty({ format: 'password' })
  password!: string;
}

export class TokenView {
  id!: number;
  /** The account it acts for. */
  login!: string;
  name!: string;
  @ApiProperty({ enum: TOKEN_SCOPES, isArray: true })
  scopes!: Permission[];
  createdAt!: string;
  expiresOn!: string;
  lastUsedAt!: string | null;
  revokedAt!: string | null;
}

export class NewTokenView extends TokenView {
  /** To be sent as `Authorization: Bearer …`. Shown here and never again. */
  token!: string;
}
