import { attachEmbedded, EmbeddedError, startEmbedded } from '../../src/platform/embedded';

/** What the process that holds a database says on its standard output, one JSON object to a line. */
export type Said =
  | { readonly said: 'event'; readonly event: { readonly kind: string } }
  | { readonly said: 'ready'; readonly ownerUrl: string; readonly appUrl: string; readonly directory: string }
  | { readonly said: 'refused'; readonly code: string };

function say(line: Said): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** An application or a command in a process of its own; it closes on SIGTERM. */
async function main([role, directory = '']: string[]): Promise<void> {
  const hold = role === 'application' ? startEmbedded : attachEmbedded;
  const log = (event: { readonly kind: string }) => {
    say({ said: 'event', event });
  };
  try {
    const database = await hold({ directory, log });
    process.once('SIGTERM', () => void database.close());
    const { ownerUrl, appUrl } = database;
    say({ said: 'ready', ownerUrl, appUrl, directory: database.directory });
  } catch (error) {
    say({ said: 'refused', code: error instanceof EmbeddedError ? error.code : String(error) });
  }
}

void main(process.argv.slice(-2));
