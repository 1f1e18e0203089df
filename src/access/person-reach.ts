import { type Grant, type Permission, type Reach, reachOf } from '../domain/access';
import type { Tx } from '../platform/database';
import { grantsSql } from './sessions.repository';

/**
 * Where a person has a permission, for what is done in their name while they are away: by the roles held now.
 * Null where nowhere, and where no account of theirs is open any more.
 */
export async function personReach(tx: Tx, personId: number, permission: Permission): Promise<Reach | null> {
  const [found] = await tx.query<{ grants: Grant[] }[]>(
    `SELECT ${grantsSql('p.id')} AS grants FROM person p
     WHERE p.id = $1 AND EXISTS (SELECT 1 FROM account a WHERE a.person_id = p.id AND a.disabled_at IS NULL)`,
    [personId],
  );
  return found === undefined ? null : reachOf({ grants: found.grants, scopes: null }, permission);
}
