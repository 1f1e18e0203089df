import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  openTable,
  type OpenedTable,
  TABLE_LIMITS,
  type TableLimits,
  type TableProblem,
  TableRefusal,
  type TableRow,
} from '..';

/** What came of a file: what was read of it, or why it was refused. */
export interface Outcome {
  readonly table: Omit<OpenedTable, 'rows' | 'close'> | null;
  readonly rows: readonly TableRow[];
  readonly refused: TableProblem | null;
}

/** A folder of the suite's own for the files it opens. */
export class Reading {
  private readonly folder = mkdtempSync(join(tmpdir(), 'table-'));
  private count = 0;

  /** Opens, reads to the end and closes; anything thrown but a refusal passes. */
  bytes(content: Buffer | string, limits: TableLimits = TABLE_LIMITS): Promise<Outcome> {
    return outcomeOf(() => this.open(content, limits));
  }

  open(content: Buffer | string, limits: TableLimits = TABLE_LIMITS): Promise<OpenedTable> {
    this.count += 1;
    const path = join(this.folder, `file-${this.count}`);
    writeFileSync(path, content);
    return openTable({ path, name: 'figures.csv' }, limits);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

export const pasted = (text: string): Promise<Outcome> => outcomeOf(() => openTable({ text }, TABLE_LIMITS));

async function outcomeOf(open: () => Promise<OpenedTable>): Promise<Outcome> {
  const rows: TableRow[] = [];
  let table: Outcome['table'] = null;
  try {
    const opened = await open();
    const { format, encoding, separator, sheet } = opened;
    table = { format, encoding, separator, sheet };
    for await (const batch of opened.rows) rows.push(...batch);
    await opened.close();
    return { table, rows, refused: null };
  } catch (error) {
    if (!(error instanceof TableRefusal)) throw error;
    return { table, rows, refused: error.problem };
  }
}
