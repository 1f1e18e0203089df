import { parentPort, workerData } from 'node:worker_threads';
import { type TableLimits, TableRefusal } from '../table';
import { readWorkbook, type WorkbookAnswer, type WorkbookStep } from './read-workbook';

/** The thread that unpacks and parses a workbook: each message asks for one answer. */
const { path, limits } = workerData as { path: string; limits: TableLimits };
const steps = readWorkbook(path, limits);

async function answer(): Promise<WorkbookAnswer> {
  try {
    const step = (await steps.next()) as IteratorResult<WorkbookStep, undefined>;
    return step.done === true ? { kind: 'done' } : step.value;
  } catch (error) {
    if (error instanceof TableRefusal) return { kind: 'refused', problem: error.problem };
    throw error;
  }
}

parentPort?.on('message', () => {
  void answer().then((found) => {
    parentPort?.postMessage(found);
  });
});
