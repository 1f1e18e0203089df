import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { instantSql, listPage, type ListShape, type Tx } from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { LockQuery, PeriodLockView } from './locks.dto';

const LOCKS: ListShape = {
  select: `SELECT l.id, l.up_to::text AS "upTo", d.code AS "departmentCode", i.code AS "indicatorCode",
      CASE WHEN l.lifted_at IS NULL THEN 'in_force' ELSE 'lifted' END AS state, l.reason,
      ${instantSql('l.locked_at')} AS "lockedAt", l.locked_by AS "lockedBy",
      ${instantSql('l.lifted_at')} AS "liftedAt", l.lifted_by AS "liftedBy", l.lift_reason AS "liftReason",
      (SELECT coalesce(json_agg(json_build_object('id', e.id, 'departmentCode', ed.code, 'personId', e.person_id,
          'personName', p.name, 'expiresAt', ${instantSql('e.expires_at')}, 'expired', e.expires_at <= clock_timestamp(),
          'reason', e.reason, 'grantedAt', ${instantSql('e.granted_at')}, 'grantedBy', e.granted_by) ORDER BY e.id), '[]')
        FROM lock_exception e LEFT JOIN department ed ON ed.id = e.department_id LEFT JOIN person p ON p.id = e.person_id
        WHERE e.lock_id = l.id) AS exceptions
    FROM period_lock l LEFT JOIN department d ON d.id = l.department_id LEFT JOIN indicator i ON i.id = l.indicator_id`,
  sorts: {
    id: { sql: 'listed.id', type: 'integer' },
    upTo: { sql: 'listed."upTo"', type: 'text' },
  },
  defaultSort: '-id',
  key: { sql: 'listed.id', type: 'integer' },
};

/** Held shared by whoever enters figures, exclusively by whoever locks: nothing slips in beside a new lock. */
const LOCKING = `hashtext('duixian.period_lock')`;

/** A period of a line of record. */
export interface SeriesPeriod {
  readonly seriesId: number;
  readonly periodEnd: string;
}

/** The lock that keeps a figure out. */
export interface HoldingLock {
  readonly id: number;
  readonly upTo: string;
  readonly reason: string;
}

export interface NewLock {
  readonly upTo: string;
  readonly departmentId: number | null;
  readonly indicatorId: number | null;
  readonly reason: string;
}

export interface NewException {
  readonly departmentId: number | null;
  readonly personId: number | null;
  readonly expiresAt: string;
  readonly reason: string;
}

/** What a lock or an exception may be limited to; null where it is not. */
export interface Named<Department, Indicator, Person> {
  readonly department: Department | null;
  readonly indicator: Indicator | null;
  readonly person: Person | null;
}

/** Who does it: the name as shown, and the person. */
export interface ByWhom {
  readonly name: string;
  readonly personId: number;
}

@Injectable()
export class LocksRepository {
  constructor(private readonly dataSource: DataSource) {}

  list({ state, department, indicator, ...query }: LockQuery): Promise<Page<PeriodLockView>> {
    return listPage(this.dataSource.manager, LOCKS, query, [
      { sql: 'listed.state = ?', value: state },
      { sql: 'listed."departmentCode" = ?', value: department },
      { sql: 'listed."indicatorCode" = ?', value: indicator },
    ]);
  }

  /** Throws 404. */
  async one(id: number, tx: Tx = this.dataSource.manager): Promise<PeriodLockView> {
    const [found] = await tx.query<PeriodLockView[]>(`SELECT * FROM (${LOCKS.select}) listed WHERE id = $1`, [
      id,
    ]);
    if (found === undefined) throw notFound('period_lock.not_found', { id });
    return found;
  }

  /**
   * The lock that keeps this person out of each of these periods, the furthest first; null where none does.
   * From here to the end of `tx` no new lock is set.
   */
  async holding(tx: Tx, personId: number, periods: readonly SeriesPeriod[]): Promise<(HoldingLock | null)[]> {
    await tx.query(`SELECT pg_advisory_xact_lock_shared(${LOCKING})`);
    const rows = await tx.query<{ lock: HoldingLock | null }[]>(
      `SELECT (SELECT json_build_object('id', l.id, 'upTo', l.up_to, 'reason', l.reason)
           FROM period_lock l JOIN series s ON s.id = (n.period->>'seriesId')::int
           WHERE l.lifted_at IS NULL AND (n.period->>'periodEnd')::date <= l.up_to
             AND (l.indicator_id IS NULL OR l.indicator_id = s.indicator_id)
             AND (l.department_id IS NULL OR series_of_department(s.id, l.department_id))
             AND NOT EXISTS (SELECT 1 FROM lock_exception e
               WHERE e.lock_id = l.id AND e.expires_at > clock_timestamp()
                 AND (e.person_id = $2 OR series_of_department(s.id, e.department_id)))
           ORDER BY l.up_to DESC, l.id LIMIT 1) AS lock
       FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS n(period, position) ORDER BY n.position`,
      [JSON.stringify(periods), personId],
    );
    return rows.map(({ lock }) => lock);
  }

  /** The ids of what is named; null where it names nothing. */
  async named(tx: Tx, names: Named<string, string, number>): Promise<Named<number, number, number>> {
    const [found] = await tx.query<[Named<number, number, number>]>(
      `SELECT (SELECT id FROM department WHERE code = $1) AS department,
         (SELECT id FROM indicator WHERE code = $2) AS indicator, (SELECT id FROM person WHERE id = $3) AS person`,
      [names.department, names.indicator, names.person],
    );
    return found;
  }

  /** Waits for whoever is entering figures, so that none is committed after the lock. */
  async add(tx: Tx, lock: NewLock, by: ByWhom): Promise<number> {
    await tx.query(`SELECT pg_advisory_xact_lock(${LOCKING})`);
    const [{ id }] = await tx.query<[{ id: number }]>(
      `INSERT INTO period_lock (up_to, department_id, indicator_id, reason, locked_by, locked_person)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
      [lock.upTo, lock.departmentId, lock.indicatorId, lock.reason, by.name, by.personId],
    );
    return id;
  }

  /** False where it is lifted already. */
  async lift(tx: Tx, id: number, reason: string, by: ByWhom): Promise<boolean> {
    const [, count] = await tx.query<[unknown[], number]>(
      `UPDATE period_lock SET lifted_at = clock_timestamp(), lift_reason = $2, lifted_by = $3, lifted_person = $4
       WHERE id = $1 AND lifted_at IS NULL`,
      [id, reason, by.name, by.personId],
    );
    return count === 1;
  }

  /** False where the lock is lifted, or the moment is past. */
  async except(tx: Tx, lockId: number, exception: NewException, by: ByWhom): Promise<boolean> {
    const rows = await tx.query<unknown[]>(
      `WITH held AS (SELECT id FROM period_lock WHERE id = $1 AND lifted_at IS NULL FOR SHARE)
       INSERT INTO lock_exception (lock_id, department_id, person_id, expires_at, reason, granted_by, granted_person)
       SELECT id, $2, $3, $4::timestamptz, $5, $6, $7 FROM held WHERE $4::timestamptz > clock_timestamp() RETURNING id`,
      [
        lockId,
        exception.departmentId,
        exception.personId,
        exception.expiresAt,
        exception.reason,
        by.name,
        by.personId,
      ],
    );
    return rows.length === 1;
  }
}
