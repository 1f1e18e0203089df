import { ApiProperty } from '@nestjs/swagger';
import { PERMISSIONS, type Permission, ROLES, type Role } from '../domain/access';
import { IsLogin } from './login-name';
import { IsPassword } from './password-input';

export class SignInInput {
  @IsLogin()
  @ApiProperty({ example: 'admin' })
  login!: string;

  @IsPassword()
  @ApiProperty({ format: 'password' })
  password!: string;
}

export class ChangePasswordInput {
  @IsPassword()
  @ApiProperty({ format: 'password' })
  current!: string;

  @IsPassword()
  @ApiProperty({ format: 'password' })
  password!: string;
}

export class HeldRoleView {
  @ApiProperty({ enum: ROLES })
  role!: Role;
  /** Departments it acts for, with those below, by id; null where it acts everywhere. */
  @ApiProperty({ type: [Number], nullable: true })
  departments!: readonly number[] | null;
  @ApiProperty({ type: [Number], nullable: true })
  areas!: readonly number[] | null;
}

export class SignedInView {
  login!: string;
  name!: string;
  personId!: number;
  roles!: HeldRoleView[];
  /** What this session may do somewhere. */
  @ApiProperty({ enum: PERMISSIONS, isArray: true })
  permissions!: Permission[];
  /** To be sent as `X-CSRF-Token` with every write. */
  csrfToken!: string;
  /** `password`, `factor` or `enrolment`: what has to be given before anything else is served; else null. */
  needs!: string | null;
}

export class SessionView {
  id!: number;
  begunAt!: string;
  seenAt!: string;
  address!: string;
  agent!: string | null;
  /** Whether it is the one that asks. */
  isThis!: boolean;
}
