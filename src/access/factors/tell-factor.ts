import { actorOf, type EventFacts, recordEvents } from '../../audit';
import type { Principal } from '../../domain/access';
import type { Tx } from '../../platform/database';

/** Tells the trail what somebody did with their own second factor. */
export function tellFactor(
  tx: Tx,
  principal: Principal,
  action: string,
  details: EventFacts['details'] = {},
): Promise<void> {
  return recordEvents(tx, [{ actor: actorOf(principal), action, subject: principal.login, details }]);
}
