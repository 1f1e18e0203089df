import { IsString, MaxLength, MinLength } from 'class-validator';

/** A password as it is typed; what it must be is for the policy to say. */
export function IsPassword(): PropertyDecorator {
  const message = '{"code":"field.length","params":{"max":512}}';
  const rules = [IsString({ message }), MinLength(1, { message }), MaxLength(512, { message })];
  return (target, property) => {
    for (const rule of rules) rule(target, property);
  };
}
