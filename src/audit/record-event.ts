import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';

/** Who did something: a person through an account, or the product itself. */
export interface Actor {
  /** As shown at the time; the ids say who it really was. */
  readonly name: string;
  readonly personId: number | null;
  readonly accountId: number | null;
  readonly via: 'session' | 'token' | 'command' | 'system';
  readonly address: string | null;
}

const ourselves = (name: string, via: 'command' | 'system'): Actor => ({
  name,
  personId: null,
  accountId: null,
  via,
  address: null,
});

/** Whoever works at the machine itself, through a command. */
export const OPERATOR = ourselves('operator', 'command');
export const CATALOG = ourselves('catalog', 'command');
export const SYSTEM = ourselves('system', 'system');

export function actorOf({ name, personId, accountId, via, address }: Principal): Actor {
  return { name, personId, accountId, via, address };
}

export interface EventFacts {
  readonly actor: Actor;
  /** What was done, `noun.verb-in-past`. */
  readonly action: string;
  /** What it was done to, by its code or id. */
  readonly subject: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Tells the trail what changed, in the transaction that changes it. */
export async function recordEvents(tx: Tx, events: readonly EventFacts[]): Promise<void> {
  await tx.query(
    `INSERT INTO audit_event (actor, person_id, account_id, via, address, action, subject, details)
     SELECT actor->>'name', (actor->>'personId')::int, (actor->>'accountId')::int, actor->>'via', actor->>'address',
       action, subject, details
     FROM jsonb_to_recordset($1::jsonb) AS e(actor jsonb, action text, subject text, details jsonb)`,
    [JSON.stringify(events)],
  );
}

/** How the trail is told what a person did to one of a kind of things that have numbers: `period_lock 12`. */
export const tellerOf =
  (kind: string) =>
  (tx: Tx, principal: Principal, action: string, id: number, details: EventFacts['details']): Promise<void> =>
    recordEvents(tx, [{ actor: actorOf(principal), action, subject: `${kind} ${id}`, details }]);
