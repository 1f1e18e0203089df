import { type EventText, GENESIS, linkHash, record } from './chain';
import { ChainCheck, type LinkText } from './check-chain';

const SEALED_AT = '2025-01-02T03:04:05.000007Z';
const anEvent = (changes: Partial<EventText> = {}): EventText => ({
  id: '9',
  at: '2025-01-02T03:04:04.000000Z',
  actor: '王芳',
  personId: '12',
  accountId: null,
  via: 'session',
  address: '127.0.0.1',
  action: 'actual.accepted',
  subject: 'compute/621000',
  details: '{"值": "1.50"}',
  ...changes,
});

describe('what is sealed of an event', () => {
  it('is each field with its length in bytes, as docs/AUDIT-CHAIN.md says', () => {
    expect(record(1, SEALED_AT, anEvent())).toBe(
      '1:1,27:2025-01-02T03:04:05.000007Z,1:9,27:2025-01-02T03:04:04.000000Z,6:王芳,2:12,-,7:session,' +
        '9:127.0.0.1,15:actual.accepted,14:compute/621000,15:{"值": "1.50"},',
    );
  });

  it('hashes to what another program made of the same description', () => {
    expect(linkHash(GENESIS, 1, SEALED_AT, anEvent())).toBe(
      'a0641df9937a80772c545a8b452e9fd4189fa5b72526732c40d874b31fda7694',
    );
  });

  it.each<[string, Partial<EventText>, Partial<EventText>]>([
    ['nothing and an empty text', { address: null }, { address: '' }],
    ['text that moves to the next field', { action: 'ab', subject: 'c' }, { action: 'a', subject: 'bc' }],
    ['text that looks like the end of a field', { actor: 'a,1:b' }, { actor: 'a' }],
    ['nothing and the sign for nothing', { personId: null }, { personId: '-' }],
  ])('tells apart %s', (_wording, one, other) => {
    expect(record(1, SEALED_AT, anEvent(one))).not.toBe(record(1, SEALED_AT, anEvent(other)));
  });
});

describe('walking the chain', () => {
  const chain = (length: number): LinkText[] => {
    let hash = GENESIS;
    return Array.from({ length }, (_, index) => {
      const event = anEvent({ id: String(100 - index) });
      hash = linkHash(hash, index + 1, SEALED_AT, event);
      return { position: index + 1, sealedAt: SEALED_AT, hash, eventId: event.id, ...event };
    });
  };
  const gone = (link: LinkText): LinkText => ({
    ...link,
    ...(Object.fromEntries(Object.keys(anEvent()).map((column) => [column, null])) as object),
  });
  const rewritten = (links: LinkText[], from: number): LinkText[] => {
    let hash = links[from - 1]?.hash ?? GENESIS;
    return links.map((link, index) => {
      if (index < from) return link;
      hash = linkHash(hash, index + 1, link.sealedAt, link as EventText);
      return { ...link, hash };
    });
  };
  const sound = chain(5);
  const head = { position: 5, hash: sound[4]?.hash ?? '' };
  const edited = sound.map((link, index) => (index === 2 ? { ...link, actor: '李强' } : link));
  const swapped = [0, 2, 1, 3, 4].map((from, to) => ({
    ...(sound[from] as LinkText),
    position: to + 1,
  }));

  it.each<[string, LinkText[], string | null, number | null]>([
    ['nothing was touched', sound, null, null],
    ['an event was edited', edited, 'changed', 3],
    [
      'an event was edited and its own hash made anew',
      rewritten(edited, 2).slice(0, 3).concat(sound.slice(3)),
      'changed',
      4,
    ],
    ['the chain was made anew to its end', rewritten(edited, 2), 'head', 5],
    [
      'an event was removed',
      sound.map((link, index) => (index === 2 ? gone(link) : link)),
      'event_missing',
      3,
    ],
    ['a link was removed', sound.filter((_, index) => index !== 2), 'gap', 3],
    ['two were swapped', swapped, 'changed', 2],
    ['the tail was cut', sound.slice(0, 3), 'tail', 4],
    ['everything was removed', [], 'tail', 1],
    ['links were added behind the end', chain(6), 'head', 6],
  ])('%s', (_wording, links, what, position) => {
    const check = new ChainCheck([]);
    let finding = null;
    for (const link of links) if ((finding = check.take(link)) !== null) break;
    finding ??= check.end(head);
    expect([finding?.what ?? null, finding?.position ?? null]).toEqual([what, position]);
  });

  it('knows of a cut tail, or a chain made anew with its end, only by an anchor', () => {
    const anchor = { position: 4, hash: sound[3]?.hash ?? '' };
    const anew = rewritten(edited, 2);
    const found = (links: LinkText[], anchors: { position: number; hash: string }[]) => {
      const check = new ChainCheck(anchors);
      const last = links.at(-1);
      for (const link of links) {
        const finding = check.take(link);
        if (finding !== null) return [finding.what, finding.position];
      }
      return check.end({ position: links.length, hash: last?.hash ?? GENESIS })?.what ?? null;
    };
    expect(found(anew, [])).toBeNull();
    expect(found(anew, [anchor])).toEqual(['anchor', 4]);
    expect(found(sound.slice(0, 2), [])).toBeNull();
    expect(found(sound.slice(0, 2), [anchor])).toBe('tail');
    expect(found(sound, [anchor])).toBeNull();
  });
});
