import { SaxesParser } from 'saxes';
import { refusal, TableRefusal } from '../table';

/** What a part holds, by local names: prefixes are the writer's choice. Attributes keep theirs. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

const DEEPEST = 64;
/** Characters without the beginning or end of an element: one huge tag, text, comment or DTD. */
const LONGEST = 1024 ** 2;

/**
 * Tells the handler what a part holds, and answers it after each piece, so that what was gathered can be taken. Throws a
 * TableRefusal for what is not well-formed, holds a DTD (and so entities of its own), or nests without end.
 */
export async function* parsed<Handler extends XmlHandler>(
  part: string,
  pieces: AsyncIterable<string>,
  handler: Handler,
): AsyncGenerator<Handler> {
  const reader = new PartReader(part, handler);
  for await (const piece of pieces) {
    reader.write(piece);
    yield handler;
  }
  reader.end();
  yield handler;
}

/** The same where nothing is taken before the end. */
export async function readPart(
  part: string,
  pieces: AsyncIterable<string>,
  handler: XmlHandler,
): Promise<void> {
  const steps = parsed(part, pieces, handler);
  while ((await steps.next()).done !== true);
}

class PartReader {
  private readonly parser = new SaxesParser({ position: false, xmlns: false });
  private depth = 0;
  private quiet = 0;

  constructor(
    private readonly part: string,
    handler: XmlHandler,
  ) {
    this.parser.on('doctype', () => {
      throw refusal('table.xml_doctype', { part });
    });
    this.parser.on('opentag', ({ name, attributes }) => {
      this.depth += 1;
      if (this.depth > DEEPEST) throw refusal('table.xml_too_deep', { part });
      this.quiet = 0;
      handler.open(localName(name), attributes);
    });
    this.parser.on('text', (text) => handler.text?.(text));
    this.parser.on('cdata', (text) => handler.text?.(text));
    this.parser.on('closetag', ({ name }) => {
      this.depth -= 1;
      this.quiet = 0;
      handler.close?.(localName(name));
    });
  }

  write(piece: string): void {
    this.guarded(() => this.parser.write(piece));
    this.quiet += piece.length;
    if (this.quiet > LONGEST) throw refusal('table.xml_too_deep', { part: this.part });
  }

  end(): void {
    this.guarded(() => this.parser.close());
  }

  private guarded(step: () => void): void {
    try {
      step();
    } catch (error) {
      // The parser throws plain errors about what is not well-formed; ours pass.
      throw error instanceof TableRefusal ? error : refusal('table.xml_broken', { part: this.part });
    }
  }
}

export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
