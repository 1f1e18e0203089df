import { Transform } from 'class-transformer';
import { Matches } from 'class-validator';
import { rule } from '../platform/http';

/** 2 to 64 of lower-case letters, digits, `_ . @ -`. Capitals are taken as small ones. */
export function IsLogin(): PropertyDecorator {
  const lower = Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.toLowerCase() : value,
  );
  const valid = Matches(/^[a-z0-9][a-z0-9_.@-]{1,63}$/, rule('field.login'));
  return (target, property) => {
    lower(target, property);
    valid(target, property);
  };
}
