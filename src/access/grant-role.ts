import { Injectable } from '@nestjs/common';
import { type Actor, recordEvents } from '../audit';
import { conflictOfDuties, isDepartmental } from '../domain/access';
import type { Tx } from '../platform/database';
import { invalidField, notFound, Problem } from '../platform/http';
import type { PersonView, RoleInput } from './people.dto';
import { PeopleRepository } from './people.repository';
import { SessionsRepository } from './sessions.repository';

/** Gives roles and takes them away. Either ends the sessions of the person: a new role begins with a new secret. */
@Injectable()
export class GrantRole {
  constructor(
    private readonly people: PeopleRepository,
    private readonly sessions: SessionsRepository,
  ) {}

  /** `path` names the role in the answer to a refusal. Throws 400, 409. */
  async grant(tx: Tx, actor: Actor, person: PersonView, role: RoleInput, path: string): Promise<void> {
    mustBeWhole(role, path);
    mustNotConflict(person, role, path);
    const { department = null, area = null } = role;
    const held = person.roles.some(
      (one) => one.role === role.role && one.departmentCode === department && one.areaCode === area,
    );
    if (held) throw new Problem('conflict', 'role.held', { role: role.role });
    const places = await this.people.places(tx, { department, area });
    if (department !== null && places.departmentId === null)
      throw invalidField(`${path}department`, 'department.not_found', { code: department });
    if (area !== null && places.areaId === null)
      throw invalidField(`${path}area`, 'area.not_found', { code: area });
    await this.people.grant(tx, person.id, { role: role.role, ...places, by: actor.name });
    await this.sessions.endAllOf(tx, person.id);
    await recordEvents(tx, [
      {
        actor,
        action: 'role.granted',
        subject: `person ${person.id}`,
        details: { name: person.name, role: role.role, department, area },
      },
    ]);
  }

  /** Throws 404, and 409 for the last administrator. */
  async revoke(tx: Tx, actor: Actor, person: PersonView, grantId: number): Promise<void> {
    const grant = person.roles.find(({ id }) => id === grantId);
    if (grant === undefined) throw notFound('role.not_found', { id: grantId });
    if (grant.role === 'administrator') await this.mustLeaveOne(tx, person.id);
    if (!(await this.people.revoke(tx, person.id, grantId, actor.name)))
      throw notFound('role.not_found', { id: grantId });
    await this.sessions.endAllOf(tx, person.id);
    await recordEvents(tx, [
      {
        actor,
        action: 'role.revoked',
        subject: `person ${person.id}`,
        details: {
          name: person.name,
          role: grant.role,
          department: grant.departmentCode,
          area: grant.areaCode,
        },
      },
    ]);
  }

  /** Throws 409 where nobody could administer any more without this person. Takes turns with others who ask. */
  async mustLeaveOne(tx: Tx, personId: number): Promise<void> {
    await this.people.administratorsInTurn(tx);
    if ((await this.people.administrators(tx, personId)) === 0)
      throw new Problem('conflict', 'role.last_administrator');
  }
}

function mustBeWhole({ role, department, area }: RoleInput, path: string): void {
  if (isDepartmental(role) && department === undefined)
    throw invalidField(`${path}department`, 'role.needs_department', { role });
  if (!isDepartmental(role) && (department !== undefined || area !== undefined))
    throw invalidField(`${path}department`, 'role.acts_everywhere', { role });
}

function mustNotConflict(person: PersonView, { role }: RoleInput, path: string): void {
  const conflict = conflictOfDuties([...person.roles.map((held) => held.role), role]);
  if (conflict !== null)
    throw invalidField(`${path}role`, 'role.conflict', { one: conflict[0], other: conflict[1] });
}
