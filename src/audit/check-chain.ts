import { type EventText, GENESIS, linkHash } from './chain';

/** A link with the event it seals; every column of the event is null when the event is gone. */
export type LinkText = { readonly position: number; readonly sealedAt: string; readonly hash: string } & {
  readonly eventId: string;
} & { readonly [column in keyof EventText]: EventText[column] | null };

/**
 * What does not fit:
 * - `gap`: a link is missing; `event_missing`: a link whose event is gone; `changed`: event, link or order differ
 *   from what was sealed; `anchor`: an anchor says otherwise; `head`: the chain does not end where it was left.
 * - `tail`: the newest links are missing; `unlinked`: an event that neither waits nor is sealed; `waiting_gone`:
 *   an event that waited to be sealed is gone; `emptied`: there is no event at all, though there are accounts.
 */
export interface Finding {
  readonly what:
    | 'gap'
    | 'event_missing'
    | 'changed'
    | 'anchor'
    | 'head'
    | 'tail'
    | 'unlinked'
    | 'waiting_gone'
    | 'emptied';
  readonly position: number | null;
  readonly eventId: string | null;
  readonly at: string | null;
  readonly actor: string | null;
  readonly action: string | null;
}

/** A place of the chain that something other than the chain itself remembers. */
export interface KnownPlace {
  readonly position: number;
  readonly hash: string;
}

/** Walks the chain link by link and stops at the first that does not fit. */
export class ChainCheck {
  /** How far it was walked. */
  position = 0;
  private hash = GENESIS;
  private readonly known = new Map<number, Set<string>>();
  private highest = 0;

  constructor(anchors: readonly KnownPlace[]) {
    for (const { position, hash } of anchors) {
      this.known.set(position, (this.known.get(position) ?? new Set()).add(hash));
      this.highest = Math.max(this.highest, position);
    }
  }

  take(link: LinkText): Finding | null {
    const expected = this.position + 1;
    if (link.position !== expected) return atPlace('gap', expected);
    if (!hasEvent(link)) return { ...atPlace('event_missing', expected), eventId: link.eventId };
    const hash = linkHash(this.hash, expected, link.sealedAt, link);
    if (hash !== link.hash) return atEvent('changed', expected, link);
    for (const kept of this.known.get(expected) ?? [])
      if (kept !== hash) return atEvent('anchor', expected, link);
    this.position = expected;
    this.hash = hash;
    return null;
  }

  /** After the last link: whether this is where the chain ended. */
  end(head: KnownPlace): Finding | null {
    if (Math.max(head.position, this.highest) > this.position) return atPlace('tail', this.position + 1);
    if (head.position < this.position) return atPlace('head', head.position + 1);
    return head.hash === this.hash ? null : atPlace('head', this.position);
  }
}

function hasEvent(link: LinkText): link is LinkText & EventText {
  return link.id !== null;
}

export function atPlace(what: Finding['what'], position: number | null): Finding {
  return { what, position, eventId: null, at: null, actor: null, action: null };
}

export function atEvent(
  what: Finding['what'],
  position: number | null,
  { id, at, actor, action }: Pick<EventText, 'id' | 'at' | 'actor' | 'action'>,
): Finding {
  return { what, position, eventId: id, at, actor, action };
}
