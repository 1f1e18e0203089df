import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { findListed, instantSql, listPage, type ListShape, type Tx } from '../../platform/database';
import type { Page } from '../../platform/http';
import type { DraftAddress, DraftFields, DraftQuery, DraftView } from './drafts.dto';

const DRAFTS: ListShape = {
  select: `SELECT d.id, d.person_id AS _person, i.code AS "indicatorCode", r.code AS "areaCode", s.definition, d.period,
      d.fields, d.version, ${instantSql('d.saved_at')} AS "savedAt"
    FROM actual_draft d JOIN series s ON s.id = d.series_id JOIN indicator i ON i.id = s.indicator_id
    JOIN area r ON r.id = s.area_id`,
  sorts: {
    id: { sql: 'listed.id', type: 'integer' },
    savedAt: { sql: 'listed."savedAt"', type: 'text' },
    indicatorCode: { sql: 'listed."indicatorCode"', type: 'text' },
  },
  defaultSort: 'id',
  key: { sql: 'listed.id', type: 'integer' },
};

/** Drafts, always those of one person: there is no other way to reach one. */
@Injectable()
export class DraftsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list(personId: number, { indicator, area, ...query }: DraftQuery): Promise<Page<DraftView>> {
    return listPage(this.dataSource.manager, DRAFTS, query, [
      { sql: 'listed._person = ?', value: personId },
      { sql: 'listed."indicatorCode" = ?', value: indicator },
      { sql: 'listed."areaCode" = ?', value: area },
    ]);
  }

  find(personId: number, address: DraftAddress, tx: Tx = this.dataSource.manager): Promise<DraftView | null> {
    return findListed(tx, DRAFTS, [
      { sql: 'listed._person = ?', value: personId },
      { sql: 'listed."indicatorCode" = ?', value: address.indicator },
      { sql: 'listed."areaCode" = ?', value: address.area },
      { sql: 'listed.definition = ?', value: address.definition },
      { sql: 'listed.period = ?', value: address.period },
    ]);
  }

  /** The same, locked until `tx` ends: whoever saves or submits it takes turns. */
  async forEdit(tx: Tx, personId: number, address: DraftAddress): Promise<DraftView | null> {
    const found = await this.find(personId, address, tx);
    if (found === null) return null;
    await this.lock(tx, personId, [found.id]);
    return this.find(personId, address, tx);
  }

  /** These drafts, or all, oldest first, locked until `tx` ends; at most `limit`. */
  async take(tx: Tx, personId: number, ids: readonly number[] | null, limit: number): Promise<DraftView[]> {
    const locked = await this.lock(tx, personId, ids, limit);
    return tx.query(
      `SELECT id, "indicatorCode", "areaCode", definition, period, fields, version, "savedAt"
       FROM (${DRAFTS.select}) listed WHERE id = ANY($1) ORDER BY id`,
      [locked],
    );
  }

  /** False where there is one already. */
  async add(
    tx: Tx,
    personId: number,
    draft: { seriesId: number; period: string; fields: DraftFields },
  ): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `INSERT INTO actual_draft (person_id, series_id, period, fields) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING id`,
      [personId, draft.seriesId, draft.period, draft.fields],
    );
    return rows.length === 1;
  }

  async save(tx: Tx, id: number, fields: DraftFields): Promise<void> {
    await tx.query(
      `UPDATE actual_draft SET fields = $2, version = version + 1, saved_at = clock_timestamp() WHERE id = $1`,
      [id, fields],
    );
  }

  async remove(tx: Tx, ids: readonly number[]): Promise<void> {
    await tx.query(`DELETE FROM actual_draft WHERE id = ANY($1)`, [ids]);
  }

  private async lock(
    tx: Tx,
    personId: number,
    ids: readonly number[] | null,
    limit: number | null = null,
  ): Promise<number[]> {
    const rows = await tx.query<{ id: number }[]>(
      `SELECT id FROM actual_draft WHERE person_id = $1 AND ($2::int[] IS NULL OR id = ANY($2))
       ORDER BY id LIMIT $3 FOR UPDATE`,
      [personId, ids, limit],
    );
    return rows.map(({ id }) => id);
  }
}
