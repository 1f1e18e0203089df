import { createCipheriv, createDecipheriv, createHash, type KeyObject, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What was encrypted cannot be read: with another key, for another purpose, or it was changed. */
export class SecretUnreadable extends Error {}

/** Names a key without telling it: what is found later says whether the key at hand is the one. */
function keyId(key: KeyObject): string {
  return createHash('sha256').update('duixian.key-id').update(key.export()).digest('hex').slice(0, 16);
}

/**
 * Keeps secrets that must be read again. `purpose` says whose secret it is and is bound to it: what is
 * moved to another row does not open there.
 */
@Injectable()
export class Secrets {
  private readonly key: KeyObject;
  private readonly id: string;

  constructor(@Inject(SETTINGS) { secretKey }: Pick<Settings, 'secretKey'>) {
    this.key = secretKey;
    this.id = keyId(secretKey);
  }

  /** `<key id>.<nonce, text and tag as base64url>` */
  encrypt(text: string, purpose: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return `${this.id}.${sealed.toString('base64url')}`;
  }

  /** Throws SecretUnreadable. */
  decrypt(sealed: string, purpose: string): string {
    const [id, content = ''] = sealed.split('.');
    if (id !== this.id) throw new SecretUnreadable(`encrypted with the key ${String(id)}, not ${this.id}`);
    const bytes = Buffer.from(content, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) throw new SecretUnreadable('too short');
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(Buffer.from(purpose))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return (
        decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    } catch {
      throw new SecretUnreadable('changed, or for another purpose');
    }
  }
}
