import { ApiProperty } from '@nestjs/swagger';
import { InOneForm, IsPassword } from '../password-input';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { SignedInView } from '../session.dto';

/** Six digits of the application, or a recovery code. */
function IsFactorCode(): PropertyDecorator {
  const message = '{"code":"field.length","params":{"max":40}}';
  const rules = [InOneForm(), IsString({ message }), MinLength(1, { message }), MaxLength(40, { message })];
  return (target, property) => {
    for (const rule of rules) rule(target, property);
  };
}

export class EnrolFactorInput {
  @IsPassword()
  @ApiProperty({ format: 'password' })
  password!: string;
}

export class FactorCodeInput {
  @IsFactorCode()
  @ApiProperty({ example: '287082' })
  code!: string;
}

export class RemoveFactorInput extends FactorCodeInput {
  @IsPassword()
  @ApiProperty({ format: 'password' })
  password!: string;
}

export class FactorView {
  /** Since when codes are asked for; null where they are not. */
  confirmedAt!: string | null;
  recoveryCodesLeft!: number;
}

/** Shown here and never again. */
export class NewFactorView {
  /** Base32, to be typed where no QR code can be read. */
  secret!: string;
  /** `otpauth://…`, to be shown as a QR code. */
  address!: string;
}

export class ConfirmedFactorView extends SignedInView {
  /** Each signs in once in place of a code. Shown here and never again. */
  recoveryCodes!: string[];
}
