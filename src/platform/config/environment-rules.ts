import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** Digits and nothing else. What is none stays text, and the rule for numbers beside this refuses it. */
export const WholeNumber = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
  );

/** `postgres://…` that can be read as an address, with a name of the user that can be told. */
export const DatabaseAddress = () =>
  ValidateBy({
    name: 'databaseAddress',
    validator: { validate: (value) => isDatabaseAddress(String(value)) },
  });

function isDatabaseAddress(text: string): boolean {
  if (!/^postgres(ql)?:\/\/./.test(text) || !URL.canParse(text)) return false;
  try {
    decodeURIComponent(new URL(text).username);
    return true;
  } catch {
    return false;
  }
}

/** `host:port` with a port that there is. */
export const HostAndPort = () =>
  ValidateBy({ name: 'hostAndPort', validator: { validate: (value) => isHostAndPort(String(value)) } });

function isHostAndPort(text: string): boolean {
  const port = /^[0-9a-zA-Z._-]{1,255}:(\d{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
}
