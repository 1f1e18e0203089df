import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Reach } from '../domain/access';
import { inReach, type Notice, reachParam, type Tx } from '../platform/database';

/*
 * A goal on a sum of areas is concerned by the series of every area below its own; it and an each-area goal by an
 * area that came to lie below theirs, or did before. $1 series, $2 commitments, $3 indicators, $4 areas.
 */
const CONCERNED = `
  WITH touched AS (
    SELECT g.id FROM goal g JOIN series s ON s.indicator_id = g.indicator_id AND s.definition = g.definition
      JOIN area a ON a.id = s.area_id
    WHERE s.id = ANY($1) AND (g.area_id = a.id OR (g.scope = 'sum' AND g.area_id = a.parent_id))
    UNION SELECT unnest($2::int[])
    UNION SELECT id FROM goal WHERE indicator_id = ANY($3)
    UNION SELECT id FROM goal WHERE scope <> 'area' AND area_id IN (
      SELECT parent_id FROM area WHERE id = ANY($4) UNION SELECT parent_id FROM area_past WHERE id = ANY($4))),
  parents AS (SELECT parent_id AS id FROM goal JOIN touched USING (id) WHERE parent_id IS NOT NULL),
  goals AS (SELECT id FROM touched UNION SELECT id FROM parents),
  programmes AS (
    SELECT programme_id AS id FROM programme_member m JOIN goals ON goals.id = m.goal_id WHERE m.removed_at IS NULL),
  wholes AS (SELECT id FROM goals UNION SELECT id FROM programmes),
  members AS (
    SELECT goal_id AS id FROM programme_member m JOIN wholes ON wholes.id = m.programme_id WHERE m.removed_at IS NULL)
  SELECT id FROM wholes UNION SELECT id FROM members
  UNION SELECT g.id FROM goal g WHERE g.parent_id IN (SELECT id FROM wholes UNION SELECT id FROM members)`;

interface Touched {
  readonly series: readonly number[];
  readonly commitments: readonly number[];
  readonly indicators: readonly number[];
  readonly areas: readonly number[];
}

function touchedBy({ topic, payload }: Notice): [keyof Touched, number] | null {
  switch (topic) {
    case 'series.changed':
      return ['series', payload.seriesId];
    case 'commitment.changed':
      return ['commitments', payload.commitmentId];
    case 'indicator.changed':
      return ['indicators', payload.indicatorId];
    case 'area.changed':
      return ['areas', payload.areaId];
    case 'calendar.changed':
      // Concerns all of them: a run of its own.
      return null;
  }
}

@Injectable()
export class ConcernedRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What these notices concern: the goals, the composites they belong to, and the other members of those. */
  byNotices(tx: Tx, notices: readonly Notice[]): Promise<number[]> {
    const touched = notices.map(touchedBy);
    const of = (wanted: keyof Touched) => touched.flatMap((one) => (one?.[0] === wanted ? [one[1]] : []));
    return this.ids(tx, {
      series: of('series'),
      commitments: of('commitments'),
      indicators: of('indicators'),
      areas: of('areas'),
    });
  }

  /** The same of these commitments. */
  byCommitments(tx: Tx, ids: readonly number[]): Promise<number[]> {
    return this.ids(tx, { series: [], commitments: ids, indicators: [], areas: [] });
  }

  async idOf(tx: Tx, code: string): Promise<number | null> {
    const [found] = await tx.query<{ id: number }[]>(`SELECT id FROM commitment WHERE code = $1`, [code]);
    return found?.id ?? null;
  }

  /** Whether there is such a commitment within this reach. */
  async isInReach(code: string, reach: Reach, tx: Tx = this.dataSource.manager): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `SELECT 1 FROM commitment WHERE code = $1 AND ${inReach('commitment', 'id', '$2')}`,
      [code, reachParam(reach)],
    );
    return rows.length > 0;
  }

  /** Ids of all commitments within this reach; null where it is everywhere. */
  async idsInReach(tx: Tx, reach: Reach): Promise<ReadonlySet<number> | null> {
    if (reach === 'everywhere') return null;
    const rows = await tx.query<{ id: number }[]>(
      `SELECT id FROM commitment WHERE ${inReach('commitment', 'id', '$1')}`,
      [reachParam(reach)],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Commitments with everything they are composed of, to the goals of each-area goals of a programme. */
  async withMembers(tx: Tx, ids: readonly number[]): Promise<number[]> {
    const rows = await tx.query<{ id: number }[]>(
      `WITH members AS (
         SELECT unnest($1::int[]) AS id UNION SELECT goal_id FROM programme_member WHERE programme_id = ANY($1))
       SELECT id FROM members UNION SELECT g.id FROM goal g JOIN members m ON g.parent_id = m.id`,
      [ids],
    );
    return rows.map((row) => row.id);
  }

  private async ids(tx: Tx, { series, commitments, indicators, areas }: Touched): Promise<number[]> {
    const rows = await tx.query<{ id: number }[]>(CONCERNED, [series, commitments, indicators, areas]);
    return rows.map(({ id }) => id);
  }
}
