import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { refusal, type TableLimits, TableRefusal } from '../table';
import type { WorkbookAnswer } from './read-workbook';

const WORKER = join(__dirname, `worker${extname(__filename)}`);

interface Waiting {
  readonly resolve: (answer: WorkbookAnswer) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

/** A thread with little memory that reads one workbook, and is ended when it takes too long. */
export class WorkbookThread {
  private readonly worker: Worker;
  private waiting: Waiting | null = null;

  constructor(
    path: string,
    private readonly limits: TableLimits,
  ) {
    this.worker = new Worker(WORKER, {
      workerData: { path, limits },
      // It reads what strangers wrote, and needs none of the settings.
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMegabytes },
    });
    this.worker.unref();
    this.worker.on('message', (answer: WorkbookAnswer) => {
      if (answer.kind === 'refused') this.fail(new TableRefusal(answer.problem));
      else this.settle()?.resolve(answer);
    });
    this.worker.on('error', (error: NodeJS.ErrnoException) => {
      this.fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refusal('table.too_much_memory') : error);
    });
    this.worker.on('exit', () => {
      this.fail(new Error('the thread that reads a workbook has ended'));
    });
  }

  /** The next answer; throws a TableRefusal where the workbook cannot be read on. One at a time. */
  ask(): Promise<WorkbookAnswer> {
    const answer = new Promise<WorkbookAnswer>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.fail(refusal('table.too_slow'));
        void this.end();
      }, this.limits.batchMilliseconds);
      this.waiting = { resolve, reject, timer };
    });
    // Asked ahead of need; whoever awaits it still gets the error.
    answer.catch(() => undefined);
    this.worker.postMessage('next');
    return answer;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: unknown): void {
    this.settle()?.reject(error);
  }

  private settle(): Waiting | null {
    const { waiting } = this;
    if (waiting !== null) clearTimeout(waiting.timer);
    this.waiting = null;
    return waiting;
  }
}
