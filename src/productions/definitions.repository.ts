import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Recurrence, WallClock } from '../domain/calendar';
import { findListed, instantSql, listPage, type ListShape, type Tx } from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { Reader } from './definitions.policy';
import type { DefinitionQuery, DefinitionView } from './productions.dto';

const DEFINITIONS: ListShape = {
  select: `SELECT d.id, d.name, d.report, d.face, d.options, d.owner, d.owner_person AS "_ownerPerson", d.version,
      CASE WHEN d.every IS NOT NULL THEN json_build_object('every', d.every, 'day', d.day,
        'time', to_char(make_interval(mins => d.minute), 'HH24:MI')) END AS schedule,
      ${instantSql('d.recorded_at')} AS "recordedAt", ${instantSql('d.changed_at')} AS "changedAt",
      d.changed_by AS "changedBy", ${instantSql('d.ended_at')} AS "endedAt",
      (SELECT json_build_object('id', p.id, 'state', p.state, 'asOf', p.as_of, 'error', p.error)
        FROM report_production p WHERE p.definition_id = d.id ORDER BY p.id DESC LIMIT 1) AS "lastProduction"
    FROM report_definition d`,
  sorts: {
    id: { sql: 'listed.id', type: 'integer' },
    name: { sql: 'listed.name', type: 'text' },
  },
  defaultSort: 'id',
  key: { sql: 'listed.id', type: 'integer' },
};

/** What a definition says, apart from who keeps it. */
export interface DefinitionContent {
  readonly name: string;
  readonly report: string;
  readonly face: string;
  readonly options: object;
  readonly recurrence: Recurrence | null;
}

/** A definition that makes itself, and how far it is. */
export interface Scheduled extends Recurrence {
  readonly id: number;
}

/** No condition for whom everything is in reach; else only one's own. */
const own = ({ personId, reach }: Reader) => ({
  sql: 'listed."_ownerPerson" = ?',
  value: reach === 'everywhere' ? undefined : personId,
});

@Injectable()
export class DefinitionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  list({ report, state, ...query }: DefinitionQuery, reader: Reader): Promise<Page<DefinitionView>> {
    return listPage(this.dataSource.manager, DEFINITIONS, query, [
      own(reader),
      { sql: 'listed.report = ?', value: report },
      {
        sql: `(listed."endedAt" IS NOT NULL) = ?`,
        value: state === undefined ? undefined : state === 'ended',
      },
    ]);
  }

  /** Throws 404 for what is not there, and for what is not the reader's to see. */
  async one(id: number, reader: Reader, tx: Tx = this.dataSource.manager): Promise<DefinitionView> {
    const found = await findListed<DefinitionView>(tx, DEFINITIONS, [
      { sql: 'listed.id = ?', value: id },
      own(reader),
    ]);
    if (found === null) throw notFound('report_definition.not_found', { id });
    return found;
  }

  /** The same, locked so that changes take turns, with whose it is. */
  async forEdit(
    tx: Tx,
    id: number,
    reader: Reader,
  ): Promise<{ readonly view: DefinitionView; readonly ownerPerson: number }> {
    const [row] = await tx.query<{ ownerPerson: number }[]>(
      `SELECT owner_person AS "ownerPerson" FROM report_definition WHERE id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return { view: await this.one(id, reader, tx), ownerPerson: row?.ownerPerson ?? 0 };
  }

  async add(
    tx: Tx,
    content: DefinitionContent,
    owner: { readonly personId: number; readonly name: string },
  ): Promise<number> {
    const { every, day, minute } = scheduleOf(content);
    const [{ id }] = await tx.query<[{ id: number }]>(
      `INSERT INTO report_definition (name, report, face, options, every, day, minute, scheduled_at, owner_person, owner, changed_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, CASE WHEN $5::text IS NOT NULL THEN clock_timestamp() END, $8, $9, $9)
       RETURNING id`,
      [
        content.name,
        content.report,
        content.face,
        content.options,
        every,
        day,
        minute,
        owner.personId,
        owner.name,
      ],
    );
    return id;
  }

  /** Replaces what it says; another schedule counts from now on. */
  async change(tx: Tx, id: number, content: DefinitionContent, by: string): Promise<void> {
    const { every, day, minute } = scheduleOf(content);
    await tx.query(
      `UPDATE report_definition SET name = $2, report = $3, face = $4, options = $5, every = $6, day = $7, minute = $8,
         scheduled_at = CASE WHEN $6::text IS NULL THEN NULL
           WHEN (every, day, minute) IS NOT DISTINCT FROM ($6::text, $7::smallint, $8::smallint) THEN scheduled_at
           ELSE clock_timestamp() END,
         version = version + 1, changed_at = clock_timestamp(), changed_by = $9
       WHERE id = $1`,
      [id, content.name, content.report, content.face, content.options, every, day, minute, by],
    );
  }

  async end(tx: Tx, id: number, by: string): Promise<void> {
    await tx.query(
      `UPDATE report_definition SET ended_at = clock_timestamp(), version = version + 1,
         changed_at = clock_timestamp(), changed_by = $2 WHERE id = $1`,
      [id, by],
    );
  }

  /** Those that make themselves, and what the wall clock of Asia/Shanghai shows. */
  async scheduled(): Promise<{ readonly definitions: Scheduled[]; readonly clock: WallClock }> {
    const definitions = await this.dataSource.query<Scheduled[]>(
      `SELECT id, every, day, minute FROM report_definition WHERE every IS NOT NULL AND ended_at IS NULL ORDER BY id`,
    );
    const [clock] = await this.dataSource.query<[WallClock]>(
      `SELECT local::date::text AS today, (extract(hour FROM local) * 60 + extract(minute FROM local))::int AS "minuteOfDay"
       FROM (SELECT now() AT TIME ZONE 'Asia/Shanghai' AS local) clock`,
    );
    return { definitions, clock };
  }
}

const scheduleOf = ({ recurrence }: DefinitionContent): { [K in keyof Recurrence]: Recurrence[K] | null } =>
  recurrence ?? { every: null, day: null, minute: null };
