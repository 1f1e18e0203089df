import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Reach } from '../domain/access';
import type { CivilDate, Instant } from '../domain/calendar';
import { findListed, instantSql, listPage, type ListShape, reachParam, type Tx } from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { ReportName } from '../reports';
import type { Reader } from './definitions.policy';
import type { Face } from './faces';
import type { ProductionQuery, ProductionView, SavedOptions } from './productions.dto';

/** How often one that failed is taken up again by itself. */
const ATTEMPTS = 5;
/** What is made later than this after it fell due was missed and is made up. */
const ON_TIME = `interval '5 minutes'`;

const PRODUCTIONS: ListShape = {
  select: `SELECT p.id, p.definition_id AS "definitionId", p.definition_version AS "definitionVersion", p.report, p.face,
      p.options, p.cause, ${instantSql('p.due_at')} AS "dueAt", p.asked_by AS "askedBy", p.as_of::text AS "asOf",
      ${instantSql('p.known_at')} AS "knownAt", p.state, p.attempt, ${instantSql('p.started_at')} AS "startedAt",
      ${instantSql('p.finished_at')} AS "finishedAt", p.bytes::float8 AS bytes, p.digest, p.error, p.reach AS _reach
    FROM report_production p`,
  sorts: { id: { sql: 'listed.id', type: 'integer' } },
  defaultSort: '-id',
  key: { sql: 'listed.id', type: 'integer' },
};

/** A production that is taken, with all it takes to make it. */
export interface Taken {
  readonly id: number;
  readonly definitionId: number;
  readonly report: ReportName;
  readonly face: Face;
  readonly options: SavedOptions;
  readonly ownerPerson: number;
  readonly asOf: CivilDate;
  /** Fixed already where it was asked for by hand. */
  readonly knownAt: Instant | null;
}

/** What was made. */
export interface Made {
  readonly knownAt: Instant;
  readonly reach: Reach;
  readonly digest: string;
  readonly bytes: number;
}

/** What was made of more than its reader may read now is not shown, though it be their own. */
const readable = ({ reach }: Reader) => ({
  sql: `(listed._reach IS NULL OR listed._reach <@ ?::jsonb)`,
  value: reachParam(reach) ?? undefined,
});

@Injectable()
export class ProductionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Of one definition, which the reader must be allowed to see. */
  list(
    definitionId: number,
    { state, ...query }: ProductionQuery,
    reader: Reader,
  ): Promise<Page<ProductionView>> {
    return listPage(this.dataSource.manager, PRODUCTIONS, query, [
      { sql: 'listed."definitionId" = ?', value: definitionId },
      { sql: 'listed.state = ?', value: state },
      readable(reader),
    ]);
  }

  /** Throws 404 for what is not there, and for what is not the reader's to see. */
  async one(
    definitionId: number,
    id: number,
    reader: Reader,
    tx: Tx = this.dataSource.manager,
  ): Promise<ProductionView> {
    const found = await findListed<ProductionView>(tx, PRODUCTIONS, [
      { sql: 'listed."definitionId" = ?', value: definitionId },
      { sql: 'listed.id = ?', value: id },
      readable(reader),
    ]);
    if (found === null) throw notFound('report_production.not_found', { id });
    return found;
  }

  /** Writes down one that was asked for, of the definition as it is. */
  async begin(
    tx: Tx,
    definitionId: number,
    clocks: { readonly asOf: CivilDate; readonly knownAt: Instant },
    by: { readonly personId: number; readonly name: string },
  ): Promise<number> {
    const [{ id }] = await tx.query<[{ id: number }]>(
      `INSERT INTO report_production (definition_id, definition_version, report, face, options, cause, asked_by, asked_person,
         as_of, known_at)
       SELECT id, version, report, face, options, 'by_hand', $2, $3, $4, $5 FROM report_definition WHERE id = $1
       RETURNING id`,
      [definitionId, by.name, by.personId, clocks.asOf, clocks.knownAt],
    );
    return id;
  }

  /**
   * Writes down what fell due last, on this day at the minute of the definition. Nothing where it is written down
   * already, something later is, or it fell due before the definition had this schedule. Older ones are not made.
   */
  async beginDue(definitionId: number, date: CivilDate): Promise<void> {
    await this.dataSource.query(
      `WITH due AS (
         SELECT d.*, (($2::date + make_interval(mins => d.minute)) AT TIME ZONE 'Asia/Shanghai') AS at
         FROM report_definition d WHERE d.id = $1 AND d.every IS NOT NULL AND d.ended_at IS NULL)
       INSERT INTO report_production (definition_id, definition_version, report, face, options, cause, due_at, as_of)
       SELECT id, version, report, face, options,
         CASE WHEN now() - at <= ${ON_TIME} THEN 'schedule' ELSE 'make_up' END, at, $2::date
       FROM due WHERE at > scheduled_at AND at <= now() AND NOT EXISTS (
         SELECT 1 FROM report_production p WHERE p.definition_id = due.id AND p.due_at >= at)
       ON CONFLICT (definition_id, due_at) WHERE cause <> 'by_hand' DO NOTHING`,
      [definitionId, date],
    );
  }

  /** Those a dead process left, or that failed and did not fall due by hand, made ready to be taken again. */
  async unfinished(): Promise<number[]> {
    await this.dataSource.query(
      `UPDATE report_production SET state = 'running', finished_at = NULL, attempt = attempt + 1
       WHERE cause <> 'by_hand' AND state = 'failed' AND attempt < ${ATTEMPTS}`,
    );
    const rows = await this.dataSource.query<{ id: number }[]>(
      `SELECT id FROM report_production WHERE state = 'running' ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Takes one for the length of `tx`; null when another process has it or has finished it. The row lock is the
   * lease, and it is held while the report is written: waiting for that is no idleness.
   */
  async take(tx: Tx, id: number): Promise<Taken | null> {
    await tx.query(`SET LOCAL idle_in_transaction_session_timeout = 0`);
    const [taken] = await tx.query<Taken[]>(
      `SELECT p.id, p.definition_id AS "definitionId", p.report, p.face, p.options, d.owner_person AS "ownerPerson",
         p.as_of::text AS "asOf", ${instantSql('p.known_at')} AS "knownAt"
       FROM report_production p JOIN report_definition d ON d.id = p.definition_id
       WHERE p.id = $1 AND p.state = 'running' FOR NO KEY UPDATE OF p SKIP LOCKED`,
      [id],
    );
    return taken ?? null;
  }

  async keepPart(tx: Tx, id: number, part: number, content: Buffer): Promise<void> {
    await tx.query(`INSERT INTO report_production_part (production_id, part, content) VALUES ($1, $2, $3)`, [
      id,
      part,
      content,
    ]);
  }

  /** A part of what was made; null after the last. */
  async part(id: number, part: number): Promise<Buffer | null> {
    const [found] = await this.dataSource.query<{ content: Buffer }[]>(
      `SELECT content FROM report_production_part WHERE production_id = $1 AND part = $2`,
      [id, part],
    );
    return found?.content ?? null;
  }

  async finish(tx: Tx, id: number, { knownAt, reach, digest, bytes }: Made): Promise<void> {
    await tx.query(
      `UPDATE report_production SET state = 'succeeded', finished_at = clock_timestamp(), known_at = $2, reach = $3,
         digest = $4, bytes = $5, error = NULL WHERE id = $1`,
      [id, knownAt, JSON.stringify(reach), digest, bytes],
    );
  }

  /** Not made: its owner may read nothing. Said, and not tried again for what fell due. */
  async withhold(tx: Tx, id: number): Promise<void> {
    await tx.query(
      `UPDATE report_production SET state = 'withheld', finished_at = clock_timestamp(), error = 'owner_without_reach'
       WHERE id = $1`,
      [id],
    );
  }

  async fail(id: number, error: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE report_production SET state = 'failed', finished_at = clock_timestamp(), error = $2
       WHERE id = $1 AND state = 'running'`,
      [id, error.slice(0, 2000)],
    );
  }
}
