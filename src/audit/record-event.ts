import type { Tx } from '../platform/database';

/** Who did something, until people sign in: the machine's operator, or the product itself. */
export type Actor = 'operator' | 'system' | 'catalog';

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
    `INSERT INTO audit_event (actor, action, subject, details)
     SELECT actor, action, subject, details
     FROM jsonb_to_recordset($1::jsonb) AS e(actor text, action text, subject text, details jsonb)`,
    [JSON.stringify(events)],
  );
}
