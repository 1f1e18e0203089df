import { Composer, CST, LineCounter, Parser } from 'yaml';
import { Place } from './place';
import { ProblemLog, type ProblemCode, type ProblemParams } from './problem';

const MOST_BYTES = 2 * 1024 * 1024;
/** A catalog nests seven deep. The composer recurses, and a thousand brackets would take the process with it. */
const DEEPEST = 20;

/** Problems of YAML that deserve a sentence of their own; the rest is "syntax". */
const SYNTAX: Readonly<Record<string, ProblemCode>> = {
  TAB_AS_INDENT: 'yaml_tab',
  TAG_RESOLVE_FAILED: 'yaml_tag',
  BAD_ALIAS: 'yaml_alias',
};

export interface OpenFile {
  readonly log: ProblemLog;
  /** Null when there is nothing to read; the log says why. */
  readonly root: Place | null;
}

/** From text to a tree of scalars that are all text (`failsafe`): no number, date or boolean is guessed. */
export function openFile(text: string): OpenFile {
  const lines = new LineCounter();
  const log = new ProblemLog(lines);
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) return refuse(log, 'file_too_large', 0, { bytes, max: MOST_BYTES });
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tooDeep(tokens);
  if (deep !== undefined) return refuse(log, 'nested_too_deeply', deep, { max: DEEPEST });
  return compose(tokens, text.length, log);
}

function compose(tokens: readonly CST.Token[], end: number, log: ProblemLog): OpenFile {
  // Unique keys are ours to check: the composer compares each key with every other.
  const options = {
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
  } as const;
  const [document, second] = [...new Composer(options).compose(tokens, true, end)];
  if (document === undefined) return refuse(log, 'file_empty', 0);
  for (const { pos, code } of [...document.errors, ...document.warnings]) {
    log.add(pos[0], '', SYNTAX[code] ?? 'yaml_syntax', { reason: code });
  }
  if (second !== undefined) log.add(second.range[0], '', 'yaml_documents');
  if (!log.empty) return { log, root: null };
  const root = new Place(document.contents, '', 0, log);
  return root.isNull ? refuse(log, 'file_empty', 0) : { log, root };
}

function refuse(log: ProblemLog, code: ProblemCode, offset: number, params?: ProblemParams): OpenFile {
  log.add(offset, '', code, params);
  return { log, root: null };
}

/** Where the first collection that lies too deep begins. Walks with a list of its own, not by recursion. */
function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  let level: readonly CST.Token[] = tokens
    .flatMap((token) => (token.type === 'document' ? [token.value] : []))
    .filter(isToken);
  for (let depth = 1; level.length > 0; depth++) {
    const collections = level.filter(CST.isCollection);
    if (depth > DEEPEST) return collections[0]?.offset;
    level = collections
      .flatMap(({ items }) => items.flatMap(({ key, value }) => [key, value]))
      .filter(isToken);
  }
  return undefined;
}

function isToken(token: CST.Token | null | undefined): token is CST.Token {
  return token !== null && token !== undefined;
}
