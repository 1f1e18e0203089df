import {
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  type ValidationArguments,
  type ValidationOptions,
} from 'class-validator';
import { Transform } from 'class-transformer';
import { type CivilDate, isCivilDate, normalizeInstant } from '../../domain/calendar';
import type { MessageParams } from '../messages';

/*
 * Every rule carries its code and its parameters as the message, so that the text is chosen by the language
 * of the request when the problem leaves, not here.
 */
export const rule = (code: string, params: MessageParams = {}): ValidationOptions => ({
  message: (args: ValidationArguments) =>
    JSON.stringify({ code, params: { ...params, given: shown(args.value) } }),
});

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** May be left out. Where it is there it must be right, and `null` is not. */
export const MayBeLeftOut = () => ValidateIf((_all, value) => value !== undefined);

/** A code of the catalog: letters, digits, `_ . -`; at most 64. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
export const isCode = (text: string): boolean => CODE.test(text);
export const IsCode = () => Matches(CODE, rule('field.code'));

/** At most 29 digits before and 20 after the point. */
const DECIMAL = /^-?(?:0|[1-9]\d{0,28})(?:\.\d{1,20})?$/;
export const isDecimalText = (text: string): boolean => DECIMAL.test(text);

/** A plain decimal as text: never a JSON number. */
export const IsDecimalText = () => Matches(DECIMAL, rule('field.decimal'));

/** A real day as `YYYY-MM-DD`, of the years 1900 to 2999: what lies outside is a slip of the pen. */
export const isDayOfRecord = (value: unknown): value is CivilDate =>
  isCivilDate(value) && value >= '1900-01-01' && value < '3000-01-01';

/** Accepts a day of record. */
export const IsCivilDate = () =>
  ValidateBy({ name: 'isCivilDate', validator: { validate: isDayOfRecord } }, rule('field.date'));

/** A moment with its zone, as RFC 3339: `2025-12-31T16:00:00Z`. Normalized to UTC with six digits. */
export function IsInstant(): PropertyDecorator {
  const valid = ValidateBy({ name: 'isInstant', validator: { validate: isInstant } }, rule('field.instant'));
  const normal = Transform(({ value }: { value: unknown }) =>
    isInstant(value) ? normalizeInstant(value) : value,
  );
  return (target, property) => {
    valid(target, property);
    normal(target, property);
  };
}

function isInstant(value: unknown): value is string {
  try {
    return typeof value === 'string' && normalizeInstant(value) !== '';
  } catch {
    return false;
  }
}

export const IsChoice = (choices: readonly string[]) =>
  IsIn([...choices], rule('field.choice', { choices: choices.join(' ') }));

/** A list of choices, each at most once. */
export function IsChoices(choices: readonly string[]): PropertyDecorator {
  const checks = [
    IsArray(rule('field.type')),
    ArrayUnique(rule('field.unique')),
    IsIn([...choices], { ...rule('field.choice', { choices: choices.join(' ') }), each: true }),
  ];
  return (target, property) => {
    for (const check of checks) check(target, property);
  };
}

const VISIBLE = /^(?!\s*$)(?:[^\p{Cc}\p{Cs}]|[\n\r])*$/u;
export const isSentence = (text: string, max: number): boolean =>
  text.length > 0 && text.length <= max && VISIBLE.test(text);

/** Text of 1 to `max` whole characters that says something and hides no control character but line ends. */
export function IsSentence(max: number): PropertyDecorator {
  const length = Length(1, max, rule('field.length', { max }));
  const visible = Matches(VISIBLE, rule('field.text'));
  return (target, property) => {
    length(target, property);
    visible(target, property);
  };
}

/** A month as `YYYY-MM`, of the years 1900 to 2999. */
export const IsMonth = () => Matches(/^(?:19|2\d)\d{2}-(?:0[1-9]|1[0-2])$/, rule('field.month'));

/** Text as it is being typed, not judged yet: at most `max` characters, perhaps none, no hidden ones but blanks. */
export const IsTyped = (max: number) =>
  Matches(new RegExp(`^(?:[^\\p{Cc}\\p{Cs}]|[\\t\\n\\r]){0,${max}}$`, 'u'), rule('field.typed', { max }));

const WEB_ADDRESS = /^https?:\/\/[^\s\p{Cc}\p{Cs}]{1,1990}$/u;
export const isWebAddress = (text: string): boolean => WEB_ADDRESS.test(text);
export const IsWebAddress = () => Matches(WEB_ADDRESS, rule('field.url'));

export function IsWhole(min: number, max: number): PropertyDecorator {
  const checks = [
    IsInt(rule('field.integer', { min, max })),
    Min(min, rule('field.integer', { min, max })),
    Max(max, rule('field.integer', { min, max })),
  ];
  return (target, property) => {
    for (const check of checks) check(target, property);
  };
}

/** A whole number in a query, where everything is text; what is no number stays as it was typed. */
export function IsWholeText(min: number, max: number): PropertyDecorator {
  const read = Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
  );
  const whole = IsWhole(min, max);
  return (target, property) => {
    read(target, property);
    whole(target, property);
  };
}
