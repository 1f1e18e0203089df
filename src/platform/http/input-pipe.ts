import { type ArgumentMetadata, type Type, type ValidationError, ValidationPipe } from '@nestjs/common';
import type { MessageParams } from '../messages';
import { type FieldProblem, Problem } from './problem';
import { refusedKeys } from './refused-keys';

class InputPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const refused = metadata.type === 'body' || metadata.type === 'query' ? refusedKeys(value) : [];
    if (refused.length > 0) throw new Problem('invalid', 'request.invalid', {}, refused);
    return super.transform(value, metadata) as Promise<unknown>;
  }

  /** A part of the path is read by a pipe of its own, which shows what was typed. */
  protected override transformPrimitive(value: unknown): unknown {
    return value;
  }
}

/** Unknown fields are refused by name; known ones by rule; all of them at once. */
export function validationPipe(): ValidationPipe {
  return new InputPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    exceptionFactory: (errors) => new Problem('invalid', 'request.invalid', {}, fieldProblems(errors)),
  });
}

const RULES = validationPipe();

/** What is not a body but is to become one: judged by the same rules. Throws as the pipe does. */
export async function judged<Input extends object>(rules: Type<Input>, given: object): Promise<Input> {
  return (await RULES.transform(given, { type: 'body', metatype: rules })) as Input;
}

/** What the rules of a class found, field by field. */
export const fieldProblems = (errors: readonly ValidationError[]): FieldProblem[] =>
  errors.flatMap((error) => fieldsOf(error, ''));

function fieldsOf(error: ValidationError, parent: string): FieldProblem[] {
  const path = parent === '' ? error.property : `${parent}.${error.property}`;
  // One rule at a time: the first that fails is the one to mend first.
  const [first] = Object.entries(error.constraints ?? {});
  const own = first === undefined ? [] : [fieldProblem(path, first, error.value)];
  return [...own, ...(error.children ?? []).flatMap((child) => fieldsOf(child, path))];
}

function fieldProblem(
  path: string,
  [constraint, message]: readonly [string, string],
  value: unknown,
): FieldProblem {
  if (value === undefined) return { path, code: 'field.missing', params: {} };
  if (constraint === 'whitelistValidation') return { path, code: 'field.unknown', params: { path } };
  if (!message.startsWith('{')) return { path, code: 'field.type', params: {} };
  const { code, params } = JSON.parse(message) as { code: string; params: MessageParams };
  return { path, code, params };
}
