import type { OpenedTable, TableLimits, TableRow } from '../table';
import { WorkbookThread } from './workbook-thread';

/** Opens a workbook; unpacking and parsing it happens in a thread of its own. */
export async function openWorkbook(path: string, limits: TableLimits): Promise<OpenedTable> {
  const thread = new WorkbookThread(path, limits);
  try {
    const opened = await thread.ask();
    const sheet = opened.kind === 'opened' ? opened.sheet : null;
    const rows = rowsOf(thread);
    const close = async (): Promise<void> => {
      await thread.end();
      await rows.return(undefined);
    };
    return { format: 'xlsx', encoding: null, separator: null, sheet, rows, close };
  } catch (error) {
    await thread.end();
    throw error;
  }
}

/** The thread reads on while a batch is worked with, one batch ahead. */
async function* rowsOf(thread: WorkbookThread): AsyncGenerator<readonly TableRow[]> {
  try {
    let coming = thread.ask();
    for (let answer = await coming; answer.kind === 'rows'; answer = await coming) {
      coming = thread.ask();
      yield answer.rows;
    }
  } finally {
    await thread.end();
  }
}
