import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError } from 'typeorm';
import { findListed, instantSql, listPage, type ListShape, type Tx } from '../platform/database';
import { type ListQuery, notFound, type Page, Problem } from '../platform/http';
import type { ImportQuery, ImportView } from './imports.dto';
import type { Fate } from './staged-rows.repository';

const LISTED: ListShape = {
  select: `SELECT b.id, b.person_id AS _person, b.name, b.digest, b.bytes, b.read_as AS "readAs", b.state, b.problem,
      b.rows_read AS "rowsRead", b.counts, b.outcome, ${instantSql('b.begun_at')} AS "begunAt",
      ${instantSql('b.ended_at')} AS "endedAt" FROM import_batch b`,
  sorts: { id: { sql: 'listed.id', type: 'integer' } },
  defaultSort: '-id',
  key: { sql: 'listed.id', type: 'integer' },
};

/** An import as it is kept; its problem without words. */
export type ImportFacts = Omit<ImportView, 'problem'> & {
  readonly problem: { readonly code: string; readonly params: Record<string, string | number> } | null;
};

/** What was handed in. */
export interface HandedInTable {
  readonly name: string;
  readonly digest: string;
  readonly bytes: number;
}

/** Imports and the states they go through. Whose they are is part of every question. */
@Injectable()
export class ImportsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(personId: number, query: ImportQuery): Promise<Page<ImportFacts>> {
    return listPage(this.dataSource.manager, LISTED, query as ListQuery, [
      { sql: 'listed._person = ?', value: personId },
      { sql: 'listed.state = ?', value: query.state },
    ]);
  }

  /** Throws 404, also for somebody else's. */
  async one(personId: number, id: number, tx: Tx = this.dataSource.manager): Promise<ImportFacts> {
    const found = await findListed<ImportFacts>(tx, LISTED, [
      { sql: 'listed.id = ?', value: id },
      { sql: 'listed._person = ?', value: personId },
    ]);
    if (found === null) throw notFound('import.not_found', { id });
    return found;
  }

  /** Throws 409 while another of the same person is worked on. */
  async begin(personId: number, { name, digest, bytes }: HandedInTable): Promise<number> {
    try {
      const [{ id }] = await this.dataSource.query<[{ id: number }]>(
        `INSERT INTO import_batch (person_id, name, digest, bytes) VALUES ($1, $2, $3, $4) RETURNING id`,
        [personId, name, digest, bytes],
      );
      return id;
    } catch (error) {
      if (error instanceof QueryFailedError && /uq_import_batch_working/.test(error.message))
        throw new Problem('conflict', 'import.busy');
      throw error;
    }
  }

  /** Tells how far it is; false where it is not to go on. */
  async goesOn(id: number, rowsRead: number): Promise<boolean> {
    const [, count] = await this.dataSource.query<[unknown, number]>(
      `UPDATE import_batch SET rows_read = $2, seen_at = clock_timestamp()
       WHERE id = $1 AND state IN ('reading', 'judging')`,
      [id, rowsRead],
    );
    return count === 1;
  }

  /** From one state into the next; false where it is in another. */
  async move(
    tx: Tx,
    id: number,
    from: readonly string[],
    to: { readonly state: string } & Partial<{
      readonly readAs: object;
      readonly rowsRead: number;
      readonly counts: Record<Fate, number>;
      readonly outcome: string;
      readonly problem: object;
    }>,
  ): Promise<boolean> {
    const { state, readAs, rowsRead, counts, outcome, problem } = to;
    const [, count] = await tx.query<[unknown, number]>(
      `UPDATE import_batch SET state = $3, read_as = coalesce($4, read_as), rows_read = coalesce($5, rows_read),
         counts = coalesce($6, counts), outcome = coalesce($7, outcome), problem = $8, seen_at = clock_timestamp(),
         ended_at = CASE WHEN $3 IN ('committed', 'cancelled', 'failed') THEN clock_timestamp() END
       WHERE id = $1 AND state = ANY($2)`,
      [id, from, state, readAs, rowsRead, counts, outcome, problem],
    );
    return count === 1;
  }

  /** Those whose worker was last heard of so long ago that it is gone. */
  async abandoned(tx: Tx): Promise<number[]> {
    const rows = await tx.query<{ id: number }[]>(
      `SELECT id FROM import_batch WHERE state IN ('reading', 'judging')
         AND seen_at < clock_timestamp() - interval '5 minutes' FOR UPDATE SKIP LOCKED`,
    );
    return rows.map(({ id }) => id);
  }

  /** Those whose working space nobody needs any more. */
  async spent(tx: Tx): Promise<number[]> {
    const rows = await tx.query<{ id: number }[]>(
      `SELECT DISTINCT b.id FROM import_batch b JOIN import_row r ON r.batch_id = b.id
       WHERE b.ended_at < clock_timestamp() - interval '7 days' OR b.begun_at < clock_timestamp() - interval '30 days'`,
    );
    return rows.map(({ id }) => id);
  }
}
