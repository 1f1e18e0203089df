import type { FieldProblem } from './problem';

/** Names by which what is read could reach into how every object behaves. No field has one. */
const REFUSED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Nothing that is taken in is nested deeper. */
const DEEPEST = 20;

/**
 * What cannot be part of any input, whatever its class: the pipe would drop it silently, and what is nested without
 * end would end the pipe. Walks without recursion, for the same reason.
 */
export function refusedKeys(input: unknown): FieldProblem[] {
  const found: FieldProblem[] = [];
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: input, path: [] }];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { value, path } = one;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length > DEEPEST) return [{ path: path[0] ?? '', code: 'field.deep', params: { max: DEEPEST } }];
    for (const [name, inside] of Object.entries(value)) {
      const at = [...path, name];
      const code = refusalOf(value, name, inside);
      if (code === null) waiting.push({ value: inside, path: at });
      else found.push({ path: at.join('.'), code, params: { path: at.join('.') } });
    }
  }
  return found;
}

function refusalOf(within: object, name: string, inside: unknown): string | null {
  if (REFUSED.has(name)) return 'field.unknown';
  return Array.isArray(within) && isNoItem(inside) ? 'field.item' : null;
}

/** What the rules for what is nested let through, though it is nested in nothing. No list is one of lists. */
const isNoItem = (item: unknown): boolean => item === null || Array.isArray(item);
