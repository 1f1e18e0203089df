import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../actuals';
import { actorOf } from '../audit';
import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';
import { Problem, type WriteResult } from '../platform/http';
import type { CommitInput } from './imports.dto';
import { type ImportFacts, ImportsRepository } from './imports.repository';
import { JudgeRows } from './judge-rows';
import { StagedRowsRepository } from './staged-rows.repository';
import { SubmittedRowsRepository } from './submitted-rows.repository';

/** Puts what was previewed on record: exactly that, all of it, as submissions of whoever handed it in. */
@Injectable()
export class CommitImport {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly rows: StagedRowsRepository,
    private readonly record: RecordRepository,
    private readonly judge: JudgeRows,
    private readonly submitted: SubmittedRowsRepository,
  ) {}

  /**
   * Throws 404, 409 where it is not ready, 412 where it would not come to what was previewed, 422 where rows are
   * wrong or want a reason.
   */
  async execute(
    tx: Tx,
    principal: Principal,
    id: number,
    { outcome, reason }: CommitInput,
  ): Promise<WriteResult> {
    const { name, digest, ...batch } = await this.imports.one(principal.personId, id, tx);
    mustBeReady(batch, outcome);
    await this.record.take(tx, await this.submitted.series(tx, id));
    if ((await this.judge.execute(tx, principal, id, () => Promise.resolve())) !== outcome) throw changed();
    const wanting = await this.submitted.wantingReason(tx, id);
    if (wanting > 0 && reason === undefined)
      throw new Problem('unprocessable', 'import.needs_reason', { count: wanting });
    // Another commit of the same import has just gone through.
    if (!(await this.imports.move(tx, id, ['ready'], { state: 'committed' }))) throw changed();
    const actor = actorOf(principal);
    const added = await this.submitted.submit(tx, id, principal, actor, reason ?? null);
    await this.submitted.tell(tx, id, actor, { name, digest, outcome, added });
    await this.rows.clear(tx, id, { rows: true });
    return { status: 200, body: { ...(await this.imports.one(principal.personId, id, tx)), added } };
  }
}

function mustBeReady(batch: Pick<ImportFacts, 'state' | 'outcome' | 'counts'>, outcome: string): void {
  if (batch.state !== 'ready') throw new Problem('conflict', 'import.not_ready', { state: batch.state });
  if (batch.outcome !== outcome) throw changed();
  const { error = 0 } = { ...batch.counts };
  if (error > 0) throw new Problem('unprocessable', 'import.rows', { count: error });
}

const changed = (): Problem => new Problem('precondition_failed', 'import.changed');
