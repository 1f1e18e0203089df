import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { CATALOGS, type Namespace } from './messages';

const SOURCES = resolve(__dirname, '../..');

interface Raised {
  readonly where: string;
  readonly namespace: Namespace;
  readonly code: string;
  readonly given: readonly string[];
}

/** Where a function takes the code and the parameters of a message, and what it gives of its own. */
const RAISERS: Readonly<Record<string, { code: number; params: number; own?: readonly string[] }>> = {
  Problem: { code: 1, params: 2 },
  invalidField: { code: 1, params: 2 },
  notFound: { code: 0, params: 1 },
  rule: { code: 0, params: 1, own: ['given'] },
  CodeParam: { code: 0, params: 9, own: ['code'] },
  NumberParam: { code: 0, params: 9, own: ['id'] },
};

const literal = (node: ts.Node | undefined): string | null =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;

/** The names in an object literal; none where there is no object, null where they cannot be read off. */
function namesOf(node: ts.Node | undefined): readonly string[] | null {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node)) return null;
  const names = node.properties.map((one) => (ts.isSpreadAssignment(one) ? null : one.name.getText()));
  return names.every((name) => name !== null) ? names : null;
}

function raisedBy(node: ts.Node): Omit<Raised, 'where'> | null {
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return raisedByCall(node);
  if (ts.isObjectLiteralExpression(node)) return raisedByObject(node);
  // The rules of validation carry code and parameters as text.
  const message = /^\{"code":"([^"]+)","params":\{(.*)\}\}$/.exec(
    ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) ? node.getText().slice(1, -1) : '',
  );
  if (message === null) return null;
  const given = [...(message[2] ?? '').matchAll(/"(\w+)":/g)].map(([, name = '']) => name);
  return { namespace: 'errors', code: message[1] ?? '', given };
}

function raisedByCall(node: ts.CallExpression | ts.NewExpression): Omit<Raised, 'where'> | null {
  const args = node.arguments ?? [];
  const name = node.expression.getText();
  const isTranslation = name === 'translate';
  const { code: at, params, own = [] } = isTranslation ? { code: 2, params: 3 } : (RAISERS[name] ?? NONE);
  const code = literal(args[at]);
  const given = namesOf(args[params]);
  const namespace = isTranslation ? literal(args[1]) : 'errors';
  if (code === null || given === null || namespace === null) return null;
  return { namespace: namespace as Namespace, code, given: [...given, ...own] };
}
/** `{ path, code, params }`, where the code is one of the errors. */
function raisedByObject(node: ts.ObjectLiteralExpression): Omit<Raised, 'where'> | null {
  const valueOf = (name: string): ts.Node | undefined => {
    const found = node.properties.find((one) => one.name?.getText() === name);
    return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : undefined;
  };
  const [code, params] = [literal(valueOf('code')), valueOf('params')];
  const given = params === undefined ? null : namesOf(params);
  return code === null || given === null || !(code in CATALOGS.en.errors)
    ? null
    : { namespace: 'errors', code, given };
}

const NONE = { code: -1, params: -1, own: [] };

function raisedIn(file: string): Raised[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Raised[] = [];
  const visit = (node: ts.Node): void => {
    const raised = raisedBy(node);
    if (raised !== null) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ ...raised, where: `${file.slice(SOURCES.length + 1)}:${line + 1}` });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
  .map((name) => join(SOURCES, name));

describe('what is raised in the sources', () => {
  const raised = files.flatMap(raisedIn);
  const textOf = ({ namespace, code }: Raised): string | undefined =>
    (CATALOGS.en[namespace] as Record<string, string>)[code];

  it('has a text', () => {
    const without = raised.filter((one) => textOf(one) === undefined);
    expect(without.map(({ where, code }) => `${where} ${code}`)).toEqual([]);
    expect(raised.length).toBeGreaterThan(200);
  });

  it('gives every parameter that its text shows', () => {
    const lacking = raised.flatMap((one) => {
      const places = [...(textOf(one) ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name);
      const missing = places.filter((place) => !one.given.includes(place));
      return missing.map((place) => `${one.where} ${one.code}: ${place}`);
    });
    expect(lacking).toEqual([]);
  });
});
