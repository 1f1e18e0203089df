import { createSecretKey, generateKeySync } from 'node:crypto';
import { Secrets, SecretUnreadable } from './secrets';

const key = () => generateKeySync('aes', { length: 256 });

describe('a secret that is kept', () => {
  const secrets = new Secrets({ secretKey: key() });
  const sealed = secrets.encrypt('JBSWY3DPEHPK3PXP 密钥', 'totp:7');

  it('is read again as it was', () => {
    expect(secrets.decrypt(sealed, 'totp:7')).toBe('JBSWY3DPEHPK3PXP 密钥');
    expect(secrets.decrypt(secrets.encrypt('', 'totp:7'), 'totp:7')).toBe('');
  });

  it('does not show, and looks different each time', () => {
    expect(sealed).not.toContain('JBSWY3DP');
    expect(secrets.encrypt('JBSWY3DPEHPK3PXP 密钥', 'totp:7')).not.toBe(sealed);
  });

  it('opens for nobody else', () => {
    expect(() => secrets.decrypt(sealed, 'totp:8')).toThrow(SecretUnreadable);
  });

  it('says that the key is another one', () => {
    const [id] = sealed.split('.');
    expect(() => new Secrets({ secretKey: key() }).decrypt(sealed, 'totp:7')).toThrow(String(id));
  });

  it('is known by its key, which the name does not tell', () => {
    const bytes = Buffer.alloc(32, 7);
    const one = new Secrets({ secretKey: createSecretKey(bytes) }).encrypt('a', 'b');
    expect(new Secrets({ secretKey: createSecretKey(bytes) }).decrypt(one, 'b')).toBe('a');
    expect(one.split('.')[0]).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is refused when a single bit of it is changed, anywhere', () => {
    const [id = '', content = ''] = sealed.split('.');
    const bytes = Buffer.from(content, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => secrets.decrypt(`${id}.${changed.toString('base64url')}`, 'totp:7')).toThrow(
        SecretUnreadable,
      );
    }
  });

  it.each(['', 'plain text', `${sealed.split('.')[0] ?? ''}.`, `${sealed.split('.')[0] ?? ''}.AAAA`])(
    'is not “%s”',
    (text) => {
      expect(() => secrets.decrypt(text, 'totp:7')).toThrow(SecretUnreadable);
    },
  );
});
