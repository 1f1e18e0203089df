import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { findListed, instantSql, listPage, type ListShape, type Tx } from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { PublicationQuery, PublicationView } from './publication.dto';

const PUBLICATIONS: ListShape = {
  select: `SELECT p.id, s.code AS "sourceCode",
      CASE WHEN p.withdrawn_at IS NULL THEN 'in_force' ELSE 'withdrawn' END AS state, p.reason,
      ${instantSql('p.published_at')} AS "publishedAt", p.published_by AS "publishedBy",
      ${instantSql('p.withdrawn_at')} AS "withdrawnAt", p.withdrawn_by AS "withdrawnBy", p.withdrawn_reason AS "withdrawnReason"
    FROM publication p LEFT JOIN source s ON s.id = p.source_id`,
  sorts: { id: { sql: 'listed.id', type: 'integer' } },
  defaultSort: '-id',
  key: { sql: 'listed.id', type: 'integer' },
};

/** Who does it: the name as shown, and the person. */
interface ByWhom {
  readonly name: string;
  readonly personId: number;
}

@Injectable()
export class PublicationsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list({ state, ...query }: PublicationQuery): Promise<Page<PublicationView>> {
    return listPage(this.dataSource.manager, PUBLICATIONS, query, [
      { sql: 'listed.state = ?', value: state },
    ]);
  }

  /** Throws 404. */
  async one(id: number, tx: Tx = this.dataSource.manager): Promise<PublicationView> {
    const found = await findListed<PublicationView>(tx, PUBLICATIONS, [{ sql: 'listed.id = ?', value: id }]);
    if (found === null) throw notFound('publication.not_found', { id });
    return found;
  }

  async sourceId(tx: Tx, code: string): Promise<number | null> {
    const [found] = await tx.query<{ id: number }[]>(`SELECT id FROM source WHERE code = $1`, [code]);
    return found?.id ?? null;
  }

  /** Null where the same is published already. */
  async publish(tx: Tx, sourceId: number | null, reason: string, by: ByWhom): Promise<number | null> {
    const [row] = await tx.query<{ id: number }[]>(
      `INSERT INTO publication (source_id, reason, published_by, published_person) VALUES ($1, $2, $3, $4)
       ON CONFLICT (coalesce(source_id, 0)) WHERE withdrawn_at IS NULL DO NOTHING RETURNING id`,
      [sourceId, reason, by.name, by.personId],
    );
    return row?.id ?? null;
  }

  /** False where it is taken back already. */
  async withdraw(tx: Tx, id: number, reason: string, by: ByWhom): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE publication SET withdrawn_at = clock_timestamp(), withdrawn_reason = $2, withdrawn_by = $3, withdrawn_person = $4
       WHERE id = $1 AND withdrawn_at IS NULL`,
      [id, reason, by.name, by.personId],
    );
    return count === 1;
  }
}
