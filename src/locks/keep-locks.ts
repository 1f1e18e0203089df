import { Injectable } from '@nestjs/common';
import { tellerOf } from '../audit';
import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';
import { invalidField, Problem, type WriteResult } from '../platform/http';
import type { ExceptionInput, LiftLockInput, LockPeriodsInput } from './locks.dto';
import { LocksRepository, type Named } from './locks.repository';

const tell = tellerOf('period_lock');

/** Closes periods, opens them again, and lets somebody in for a while: each with a reason. */
@Injectable()
export class KeepLocks {
  constructor(private readonly locks: LocksRepository) {}

  async lock(tx: Tx, principal: Principal, input: LockPeriodsInput): Promise<WriteResult> {
    const { upTo, department = null, indicator = null, reason } = input;
    if (department !== null && indicator !== null) throw invalidField('indicator', 'period_lock.one_scope');
    const ids = await this.known(tx, { department, indicator, person: null });
    const lock = { upTo, departmentId: ids.department, indicatorId: ids.indicator, reason };
    const id = await this.locks.add(tx, lock, principal);
    await tell(tx, principal, 'period_lock.set', id, { upTo, department, indicator, reason });
    return this.created(tx, id);
  }

  async lift(tx: Tx, principal: Principal, id: number, input: LiftLockInput): Promise<WriteResult> {
    await this.locks.one(id, tx);
    if (!(await this.locks.lift(tx, id, input.reason, principal)))
      throw new Problem('conflict', 'period_lock.lifted', { id });
    await tell(tx, principal, 'period_lock.lifted', id, { reason: input.reason });
    return { status: 200, body: await this.locks.one(id, tx) };
  }

  async except(tx: Tx, principal: Principal, id: number, input: ExceptionInput): Promise<WriteResult> {
    const { state } = await this.locks.one(id, tx);
    const { department = null, person = null, expiresAt, reason } = input;
    if ((department === null) === (person === null))
      throw invalidField('department', 'period_lock.whose_exception');
    const ids = await this.known(tx, { department, indicator: null, person });
    if (state === 'lifted') throw new Problem('conflict', 'period_lock.lifted', { id });
    const exception = { departmentId: ids.department, personId: ids.person, expiresAt, reason };
    if (!(await this.locks.except(tx, id, exception, principal)))
      throw invalidField('expiresAt', 'period_lock.expired', { given: expiresAt });
    await tell(tx, principal, 'period_lock.excepted', id, { department, person, expiresAt, reason });
    return this.created(tx, id);
  }

  /** The ids of what is named. Throws 400, naming the field, where one names nothing. */
  private async known(tx: Tx, names: Named<string, string, number>): Promise<Named<number, number, number>> {
    const ids = await this.locks.named(tx, names);
    const missing = (['department', 'indicator', 'person'] as const).find(
      (field) => names[field] !== null && ids[field] === null,
    );
    if (missing === undefined) return ids;
    const given = names[missing] ?? '';
    throw invalidField(missing, `${missing}.not_found`, { code: given, id: given });
  }

  private async created(tx: Tx, id: number): Promise<WriteResult> {
    return { status: 201, body: await this.locks.one(id, tx), location: `/api/v1/period-locks/${id}` };
  }
}
