import { generateKeyPairSync } from 'node:crypto';
import { anchorMessage, readAnchor, readKey, signAnchor } from './anchor-file';

const anchor = {
  day: '2025-12-31',
  position: 12,
  hash: 'ab'.repeat(32),
  sealedAt: '2025-12-31T01:02:03.000004Z',
};
const pems = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    secret: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    open: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
};

describe('an anchor outside the system', () => {
  const own = pems();
  const signed = signAnchor(anchor, readKey('private', own.secret, 'key.pem'));
  const open = readKey('public', own.open, 'public.pem');
  const code = (work: () => unknown): string => {
    try {
      work();
      return 'accepted';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('signs a line for each value, so that other tools can check it', () => {
    expect(anchorMessage(anchor)).toBe(
      `duixian-audit-anchor-1\n2025-12-31\n12\n${'ab'.repeat(32)}\n2025-12-31T01:02:03.000004Z\n`,
    );
  });

  it('is read back by the key that belongs to the one that signed it', () => {
    expect(readAnchor(JSON.stringify(signed), open, 'a.json')).toEqual(anchor);
  });

  it('is refused by another key', () => {
    const other = readKey('public', pems().open, 'other.pem');
    expect(code(() => readAnchor(JSON.stringify(signed), other, 'a.json'))).toBe('audit.anchor_not_signed');
  });

  it.each([
    ['another day', { day: '2025-12-30' }, 'audit.anchor_not_signed'],
    ['another place', { position: 11 }, 'audit.anchor_not_signed'],
    ['another hash', { hash: 'cd'.repeat(32) }, 'audit.anchor_not_signed'],
    ['another time', { sealedAt: '2025-12-31T01:02:03.000005Z' }, 'audit.anchor_not_signed'],
    ['no signature', { signature: '' }, 'audit.anchor_not_signed'],
    ['a place that is no number', { position: '12' }, 'audit.anchor_unreadable'],
    ['another format', { format: 'x' }, 'audit.anchor_unreadable'],
    ['a field left out', { hash: undefined }, 'audit.anchor_unreadable'],
  ])('is refused with %s', (_wording, change, refusal) => {
    expect(code(() => readAnchor(JSON.stringify({ ...signed, ...change }), open, 'a.json'))).toBe(refusal);
  });

  it.each(['', '[]', 'null', '"x"', '{', '12'])('is refused as %j', (text) => {
    expect(code(() => readAnchor(text, open, 'a.json'))).toBe('audit.anchor_unreadable');
  });

  it('takes only Ed25519 keys, the private one to sign', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    expect(code(() => readKey('private', own.open, 'k'))).toBe('audit.key_unusable');
    expect(code(() => readKey('private', 'no key', 'k'))).toBe('audit.key_unusable');
    expect(code(() => readKey('private', rsa.export({ type: 'pkcs8', format: 'pem' }).toString(), 'k'))).toBe(
      'audit.key_unusable',
    );
  });
});
