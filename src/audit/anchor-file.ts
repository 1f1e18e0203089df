import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { Problem } from '../platform/http';
import type { Anchor } from './keep-anchor';

const FORMAT = 'duixian-audit-anchor-1';

/** An anchor as it leaves the system: to be kept where nobody who can reach the database can change it. */
export interface AnchorFile extends Anchor {
  readonly format: typeof FORMAT;
  /** Ed25519 over `anchorMessage`, in base64. */
  readonly signature: string;
}

/** What is signed: the format and the four values, a line each. */
export function anchorMessage({ day, position, hash, sealedAt }: Anchor): string {
  return [FORMAT, day, position, hash, sealedAt, ''].join('\n');
}

/** The key of a PEM file; throws a Problem when it is none, or not of Ed25519. */
export function readKey(kind: 'private' | 'public', pem: string, file: string): KeyObject {
  let key: KeyObject;
  try {
    key = kind === 'private' ? createPrivateKey(pem) : createPublicKey(pem);
  } catch {
    throw new Problem('invalid', 'audit.key_unusable', { file });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Problem('invalid', 'audit.key_unusable', { file });
  return key;
}

export function signAnchor(anchor: Anchor, privateKey: KeyObject): AnchorFile {
  const signature = sign(null, Buffer.from(anchorMessage(anchor)), privateKey).toString('base64');
  return { format: FORMAT, ...anchor, signature };
}

/** The anchor of a file; throws a Problem when it is none, or was not signed by the key that belongs to this one. */
export function readAnchor(text: string, publicKey: KeyObject, file: string): Anchor {
  const { day, position, hash, sealedAt, signature } = parse(text, file);
  const anchor = { day, position, hash, sealedAt };
  const signed = verify(
    null,
    Buffer.from(anchorMessage(anchor)),
    publicKey,
    Buffer.from(signature, 'base64'),
  );
  if (!signed) throw new Problem('invalid', 'audit.anchor_not_signed', { file });
  return anchor;
}

function parse(text: string, file: string): AnchorFile {
  try {
    const read: unknown = JSON.parse(text);
    if (isAnchorFile(read)) return read;
  } catch {
    // Not JSON: refused below like any other.
  }
  throw new Problem('invalid', 'audit.anchor_unreadable', { file });
}

function isAnchorFile(value: unknown): value is AnchorFile {
  if (typeof value !== 'object' || value === null) return false;
  const { format, day, position, hash, sealedAt, signature } = value as Record<string, unknown>;
  const texts = [day, hash, sealedAt, signature];
  return (
    format === FORMAT && Number.isSafeInteger(position) && texts.every((text) => typeof text === 'string')
  );
}
