import { Transform } from 'class-transformer';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';

/** In one form, however it was typed: full-width letters and digits are those of any other keyboard (NFKC). */
export const InOneForm = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.normalize('NFKC') : value));

/** A password as it is typed; what it must be is for the policy to say. */
export function IsPassword(): PropertyDecorator {
  const message = '{"code":"field.length","params":{"max":512}}';
  const rules = [
    InOneForm(),
    IsString({ message }),
    MinLength(1, { message }),
    MaxLength(512, { message }),
    // What is no whole character has no bytes of its own: two passwords would be one.
    Matches(/^[^\0\p{Cs}]*$/u, { message: '{"code":"field.text","params":{}}' }),
  ];
  return (target, property) => {
    for (const rule of rules) rule(target, property);
  };
}
