import type { Type } from '@nestjs/common';
import { passwordPolicy } from '../domain/access';
import { type FieldProblem, judged, Problem } from '../platform/http';
import { PasswordSetting } from './settings.dto';

type Given = Readonly<Record<string, unknown>>;

/** The value as it counts: what a preset decides is as the preset says, whatever stands beside it. */
export const inForce = <Setting extends object>(value: Setting): Setting =>
  value instanceof PasswordSetting ? { ...value, ...passwordPolicy(value) } : { ...value };

/**
 * The value that was given for a setting, whole and within its bounds. Beside a preset all may be left out that it
 * decides, and nothing else may be said. Throws 400 naming every key that is wrong.
 */
export async function judgedSetting<Setting extends object>(
  shape: Type<Setting>,
  given: Given,
): Promise<Setting> {
  const { value, fields } = await judgedFields(shape, given);
  const found = [
    ...fields,
    ...missing(shape, given),
    ...(value === null ? [] : contradicting(value, inForce(value), given)),
  ];
  if (value !== null && found.length === 0) return inForce(value);
  throw new Problem('invalid', 'request.invalid', {}, found.map(withinValue));
}

async function judgedFields<Setting extends object>(
  shape: Type<Setting>,
  given: Given,
): Promise<{ value: Setting | null; fields: readonly FieldProblem[] }> {
  try {
    return { value: await judged(shape, given), fields: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { value: null, fields: error.fields };
  }
}

function missing(shape: Type, given: Given): FieldProblem[] {
  const byPreset = shape === PasswordSetting && given['preset'] !== 'custom';
  const needed = byPreset ? ['preset'] : Object.keys(new shape() as object);
  return needed
    .filter((path) => !Object.hasOwn(given, path))
    .map((path) => ({ path, code: 'field.missing', params: {} }));
}

function contradicting(value: object, counting: object, given: Given): FieldProblem[] {
  const right = new Map<string, unknown>(Object.entries(counting));
  return Object.entries(value)
    .filter(([path, said]) => Object.hasOwn(given, path) && !isSame(said, right.get(path)))
    .map(([path]) => ({ path, code: 'setting.by_preset', params: { right: String(right.get(path)) } }));
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const withinValue = ({ path, code, params }: FieldProblem): FieldProblem => ({
  path: `value.${path}`,
  code,
  params: 'path' in params ? { ...params, path: `value.${path}` } : params,
});
