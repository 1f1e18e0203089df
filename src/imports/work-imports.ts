import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import type { Principal } from '../domain/access';
import { Transactions, type Tx } from '../platform/database';
import { Problem } from '../platform/http';
import { openTable, TABLE_LIMITS, TableRefusal, type TableSource } from '../platform/table';
import { ImportsRepository } from './imports.repository';
import { JudgeRows } from './judge-rows';
import { readTable } from './read-table';
import { StagedRowsRepository } from './staged-rows.repository';

/** Somebody has cancelled it, or this process stops. */
class NotToGoOn extends Error {}

/** Works on imports beside the requests that began them: reads, judges, and tells how far it is. */
@Injectable()
export class WorkImports implements OnModuleDestroy {
  private readonly log = new Logger(WorkImports.name);
  private readonly working = new Set<Promise<void>>();
  private stopping = false;

  constructor(
    private readonly transactions: Transactions,
    private readonly imports: ImportsRepository,
    private readonly rows: StagedRowsRepository,
    private readonly judge: JudgeRows,
  ) {}

  /** Resolves once it is ready, failed or cancelled; rejects never. */
  async begin(principal: Principal, id: number, source: TableSource): Promise<void> {
    const work = this.work(principal, id, source);
    this.working.add(work);
    await work;
    this.working.delete(work);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.working);
  }

  /** What died with its process is told so; what nobody needs any more is forgotten. */
  @Cron('0 */5 * * * *', { name: 'imports.tidy', timeZone: 'Asia/Shanghai', waitForCompletion: true })
  async tidy(): Promise<void> {
    await this.transactions.write(async (tx) => {
      for (const id of await this.imports.abandoned(tx)) await this.fail(tx, id, 'import.interrupted');
      for (const id of await this.imports.spent(tx)) await this.rows.clear(tx, id, { rows: true });
    });
  }

  private async work(principal: Principal, id: number, source: TableSource): Promise<void> {
    try {
      await this.read(id, source);
      await this.judgeAll(principal, id);
    } catch (error) {
      if (error instanceof NotToGoOn && !this.stopping) return;
      await this.transactions
        .write((tx) => this.tellFailure(tx, id, error))
        .catch((lost: unknown) => {
          this.log.error(lost instanceof Error ? lost.message : String(lost));
        });
    }
  }

  /** All rows are staged, or none is. */
  private async read(id: number, source: TableSource): Promise<void> {
    const table = await openTable(source, TABLE_LIMITS);
    try {
      const { readAs, rows } = await readTable(table);
      let rowsRead = 0;
      const counted = async function* (goesOn: () => Promise<void>): typeof rows {
        for await (const some of rows) {
          rowsRead += some.length;
          await goesOn();
          yield some;
        }
      };
      await this.transactions.write(async (tx) => {
        await this.rows.stage(
          tx,
          id,
          counted(() => this.mustGoOn(id, rowsRead)),
        );
        const moved = await this.imports.move(tx, id, ['reading'], { state: 'judging', readAs, rowsRead });
        if (!moved) throw new NotToGoOn();
      });
    } finally {
      await table.close();
    }
  }

  private async judgeAll(principal: Principal, id: number): Promise<void> {
    await this.transactions.write(async (tx) => {
      const outcome = await this.judge.execute(tx, principal, id, async (fates) => {
        if (this.stopping) throw new NotToGoOn();
        await this.rows.judge(tx, id, fates);
      });
      const counts = await this.rows.counts(tx, id);
      if (!(await this.imports.move(tx, id, ['judging'], { state: 'ready', counts, outcome })))
        throw new NotToGoOn();
    });
  }

  private async mustGoOn(id: number, rowsRead: number): Promise<void> {
    if (this.stopping || !(await this.imports.goesOn(id, rowsRead))) throw new NotToGoOn();
  }

  private async tellFailure(tx: Tx, id: number, error: unknown): Promise<void> {
    if (error instanceof TableRefusal) return this.fail(tx, id, error.problem.code, error.problem);
    if (error instanceof Problem) return this.fail(tx, id, error.code, { params: error.params });
    if (error instanceof NotToGoOn) return this.fail(tx, id, 'import.interrupted');
    this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return this.fail(tx, id, 'http.500');
  }

  private async fail(
    tx: Tx,
    id: number,
    code: string,
    { params = {}, line }: { readonly params?: object; readonly line?: number } = {},
  ): Promise<void> {
    const problem = { path: line === undefined ? '' : String(line), code, params };
    await this.imports.move(tx, id, ['reading', 'judging'], { state: 'failed', problem });
    await this.rows.clear(tx, id, { rows: true });
  }
}
