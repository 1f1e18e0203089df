import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsOptional, Matches, ValidateNested } from 'class-validator';
import { ROLES, type Role } from '../domain/access';
import { IsChoice, IsCode, IsSentence, ListQuery, MayBeLeftOut, rule } from '../platform/http';
import { IsLogin } from './login-name';

const IsEmail = () => Matches(/^[^@\s\p{Cc}\p{Cs}]{1,64}@[^@\s\p{Cc}\p{Cs}]{1,190}$/u, rule('field.email'));

export class RoleInput {
  @IsChoice(ROLES)
  @ApiProperty({ enum: ROLES })
  role!: Role;

  /** The department it acts for, with those below; needed by officials and reviewers, and only by them. */
  @MayBeLeftOut()
  @IsCode()
  department?: string;

  /** Limits it to this area and those below. */
  @MayBeLeftOut()
  @IsCode()
  area?: string;
}

export class AddPersonInput {
  @IsSentence(200)
  name!: string;

  @MayBeLeftOut()
  @IsEmail()
  email?: string;

  @IsLogin()
  login!: string;

  @ValidateNested({ each: true })
  @Type(() => RoleInput)
  roles: RoleInput[] = [];
}

export class ChangePersonInput {
  @MayBeLeftOut()
  @IsSentence(200)
  name?: string;

  /** `null` takes it away. */
  @IsOptional()
  @IsEmail()
  @ApiPropertyOptional({ type: String, nullable: true })
  email?: string | null;
}

export class AddAccountInput {
  @IsLogin()
  login!: string;
}

export class PeopleQuery extends ListQuery {
  @MayBeLeftOut()
  @IsChoice(ROLES)
  role?: Role;

  @MayBeLeftOut()
  @IsCode()
  department?: string;

  /** Part of a name or a login. */
  @MayBeLeftOut()
  @IsSentence(100)
  search?: string;
}

/** Whom an identity provider means by this account. */
export class LinkView {
  issuer!: string;
  subject!: string;
  linkedAt!: string;
}

export class AccountView {
  login!: string;
  disabled!: boolean;
  /** Until when too many wrong passwords keep it closed. */
  lockedUntil!: string | null;
  hasPassword!: boolean;
  /** Whether codes are asked for. */
  hasFactor!: boolean;
  @ApiProperty({ type: [LinkView] })
  links!: LinkView[];
}

export class GrantView {
  id!: number;
  @ApiProperty({ enum: ROLES })
  role!: Role;
  departmentCode!: string | null;
  areaCode!: string | null;
  grantedAt!: string;
  grantedBy!: string;
}

export class PersonView {
  id!: number;
  name!: string;
  email!: string | null;
  version!: number;
  @ApiProperty({ type: [AccountView] })
  accounts!: AccountView[];
  @ApiProperty({ type: [GrantView] })
  roles!: GrantView[];
}

/** A password somebody must be told. It is shown here and never again. */
export class NewAccountView {
  person!: PersonView;
  login!: string;
  oneTimePassword!: string;
}
