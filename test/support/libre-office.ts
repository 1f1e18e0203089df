import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Longer than a busy machine takes; a program that hangs must not hang the tests. */
const TIMEOUT_MS = 240_000;

/* Commas, double quotes, UTF-8, numbers and days as they are shown; -1: every sheet, each in a file of its own. */
const AS_SHOWN = '44,34,76,1,,0,false,true,true,false,false,-1';

/** How LibreOffice is to read a column of CSV. */
export type ReadAs = 'standard' | 'text' | 'day';
const READ_AS: Readonly<Record<ReadAs, number>> = { standard: 1, text: 2, day: 5 };

/** LibreOffice Calc without its windows, with a profile of its own. */
export class LibreOffice {
  private readonly folder = mkdtempSync(join(tmpdir(), 'duixian-office-'));

  /** Null where it is not installed, or cannot open the simplest of tables. */
  static find(): LibreOffice | null {
    const office = new LibreOffice();
    const file = office.laid('probe.csv', Buffer.from('a,b\r\n'));
    const { status } = spawnSync('soffice', office.args(file, 'out'), { timeout: TIMEOUT_MS });
    if (status === 0 && readdirSync(join(office.folder, 'out')).length > 0) return office;
    office.close();
    return null;
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /**
   * Opens a file and writes it again as CSV, as it shows it: the text of each sheet by its name, '' for the one of
   * a CSV. `columns`: how those of a CSV are read; by what they look like where left out.
   */
  async exported(
    name: string,
    content: Buffer,
    columns?: readonly ReadAs[],
  ): Promise<Readonly<Record<string, string>>> {
    const out = `out-${name}`;
    rmSync(join(this.folder, out), { recursive: true, force: true });
    await run('soffice', this.args(this.laid(name, content), out, columns), { timeout: TIMEOUT_MS });
    const stem = basename(name, extname(name));
    return Object.fromEntries(
      readdirSync(join(this.folder, out)).map((file) => [
        basename(file, '.csv').slice(stem.length + 1),
        readFileSync(join(this.folder, out, file), 'utf8'),
      ]),
    );
  }

  private laid(name: string, content: Buffer): string {
    const file = join(this.folder, name);
    writeFileSync(file, content);
    return file;
  }

  private args(file: string, out: string, columns?: readonly ReadAs[]): string[] {
    mkdirSync(join(this.folder, out), { recursive: true });
    const formats = columns?.map((column, index) => `${index + 1}/${READ_AS[column]}`).join('/');
    return [
      `-env:UserInstallation=file://${join(this.folder, 'profile')}`,
      '--headless',
      // Read in American English, whose decimals have a point as ours do.
      ...(formats === undefined ? [] : [`--infilter=CSV:44,34,76,1,${formats},1033,false,false`]),
      '--convert-to',
      `csv:Text - txt - csv (StarCalc):${AS_SHOWN}`,
      '--outdir',
      join(this.folder, out),
      file,
    ];
  }
}
