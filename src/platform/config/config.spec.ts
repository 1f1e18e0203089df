import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, readConfig } from './config';
import { SECRET_SETTINGS } from './secret-files';

const KEY = Buffer.alloc(32, 9).toString('base64');

const refusal = (variables: Record<string, string>): string => {
  try {
    readConfig({ DUIXIAN_LANG: 'en', ...variables });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

describe('settings', () => {
  it('have defaults that need nothing set', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: null,
      databaseOwnerUrl: null,
      host: '127.0.0.1',
      port: 3000,
      language: 'zh-CN',
    });
  });

  it('take an empty variable for one that is not set', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' })).toMatchObject({ databaseUrl: null, port: 3000 });
  });

  it('let the server’s one connection serve migrations too, unless the owner has another', () => {
    const DATABASE_URL = 'postgres://app@db/duixian';
    expect(readConfig({ DATABASE_URL }).databaseOwnerUrl).toBe(DATABASE_URL);
    expect(
      readConfig({ DATABASE_URL, DATABASE_OWNER_URL: 'postgres://owner@db/duixian' }).databaseOwnerUrl,
    ).toContain('owner');
  });

  it('are refused all at once, each with what would be right', () => {
    const wrong = { PORT: '70000', DATABASE_URL: 'mysql://x', LOG_LEVEL: 'loud', DUIXIAN_LANG: 'en' };
    expect(() => readConfig(wrong)).toThrow(ConfigError);
    try {
      readConfig(wrong);
    } catch (error) {
      const lines = (error as Error).message.split('\n');
      expect(lines).toHaveLength(3);
      expect(lines.find((line) => line.includes('PORT'))).toContain('0 to 65535');
    }
  });

  it('keep evidence in the data folder, or in an S3 store that is described whole', () => {
    expect(readConfig({ DUIXIAN_DATA: '/srv/duixian' }).evidence).toEqual({
      folder: '/srv/duixian/evidence',
      maxBytes: 52_428_800,
      s3: null,
      clamd: null,
    });
    const half = { EVIDENCE_S3_ENDPOINT: 'https://s3.example', EVIDENCE_S3_ACCESS_KEY: 'key' };
    expect(() => readConfig(half)).toThrow(/EVIDENCE_S3_BUCKET[^]*EVIDENCE_S3_SECRET_KEY/);
    const whole = { ...half, EVIDENCE_S3_BUCKET: 'evidence', EVIDENCE_S3_SECRET_KEY: 'secret' };
    expect(readConfig({ ...whole, EVIDENCE_CLAMD: 'scanner:3310' }).evidence).toMatchObject({
      s3: { endpoint: 'https://s3.example', bucket: 'evidence', region: 'us-east-1' },
      clamd: { host: 'scanner', port: 3310 },
    });
  });

  it('cannot be changed once read', () => {
    const config = readConfig({});
    expect(
      [config, config.http, config.http.rateLimits, config.http.trustedProxies].every(Object.isFrozen),
    ).toBe(true);
  });

  it('trust nobody, know no TLS and limit everybody unless told', () => {
    expect(readConfig({}).http).toEqual({
      publicOrigin: null,
      trustedProxies: [],
      metricsFrom: [],
      rateLimits: { anonymous: 60, account: 600, signIn: 10 },
    });
  });

  it('take lists with commas', () => {
    const { http } = readConfig({ TRUSTED_PROXIES: '10.0.0.1, fd00::/8,', METRICS_FROM: '10.1.0.0/16' });
    expect([http.trustedProxies, http.metricsFrom]).toEqual([['10.0.0.1', 'fd00::/8'], ['10.1.0.0/16']]);
  });

  it('name the origin that people use', () => {
    expect(readConfig({ PUBLIC_URL: 'https://Duixian.example:8443/' }).http.publicOrigin).toBe(
      'https://duixian.example:8443',
    );
  });

  const SSO = {
    OIDC_ISSUER: 'https://id.example.cn/realms/city',
    OIDC_CLIENT_ID: 'duixian',
    OIDC_CLIENT_SECRET: 'word',
    PUBLIC_URL: 'https://duixian.example',
  };

  it('know an identity provider where all of it is set', () => {
    expect(readConfig({}).oidc).toBeNull();
    expect(readConfig(SSO).oidc).toEqual({
      issuer: SSO.OIDC_ISSUER,
      clientId: 'duixian',
      clientSecret: 'word',
      claim: 'email',
    });
  });

  it.each(['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'PUBLIC_URL'])('ask for %s with OIDC_ISSUER', (name) => {
    const text = refusal({ ...SSO, [name]: '' });
    expect(text.split('\n')).toHaveLength(1);
    expect(text).toContain(name);
  });

  it.each([
    ['http://id.example.cn', false],
    ['http://127.0.0.1:4000', true],
    ['http://127.0.0.1.example.cn', false],
    ['https://id.example.cn/?a=b', false],
    ['id.example.cn', false],
  ])('let the provider be %s: %s', (OIDC_ISSUER, right) => {
    expect(refusal({ ...SSO, OIDC_ISSUER }) === '').toBe(right);
  });

  it.each([
    ['OIDC_CLAIM', 'e mail'],
    ['PUBLIC_URL', 'http://duixian.example'],
    ['PUBLIC_URL', 'https://duixian.example/path'],
    ['PUBLIC_URL', 'https://user:word@duixian.example'],
    ['PUBLIC_URL', 'duixian.example'],
    ['TRUSTED_PROXIES', 'true'],
    ['TRUSTED_PROXIES', '10.0.0.1,proxy.local'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['METRICS_FROM', '*'],
    ['RATE_LIMIT_ANONYMOUS', '-1'],
    ['RATE_LIMIT_ACCOUNT', '1.5'],
    ['RATE_LIMIT_SIGN_IN', 'many'],
    ['PORT', ' '],
    ['PORT', '0x10'],
    ['PORT', '1e3'],
    ['PORT', '+80'],
    ['EVIDENCE_MAX_BYTES', '1e6'],
    ['EVIDENCE_CLAMD', 'scanner:0'],
    ['EVIDENCE_CLAMD', 'scanner:70000'],
  ])('refuse %s=%s', (name, value) => {
    const text = refusal({ [name]: value });
    expect(text.split('\n')).toHaveLength(1);
    expect(text).toContain(name);
    expect(text).toContain(value);
  });

  it.each([
    ['DUIXIAN_SECRET_KEY', 'geheim-1'],
    ['DUIXIAN_SECRET_KEY', Buffer.alloc(31, 1).toString('base64')],
    ['DATABASE_URL', 'mysql://app:geheim-1@db'],
    ['DATABASE_OWNER_URL', 'geheim-1'],
    ['DATABASE_URL', 'postgres://app:geheim-1#2@db/duixian'],
    ['DATABASE_URL', 'postgres://app%zz:geheim-1@db/duixian'],
  ])('do not repeat a wrong %s', (name, value) => {
    const text = refusal({ [name]: value });
    expect(text).toContain(name);
    expect(text).not.toContain(value);
    expect(text).not.toContain('geheim');
  });
});

describe('secret settings in files', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'duixian-config-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };

  it('are read from there, without the line break at the end', () => {
    const config = readConfig({
      DATABASE_URL_FILE: file('url', 'postgres://app:word@db/duixian\n'),
      DATABASE_OWNER_URL_FILE: file('owner', 'postgres://owner:word@db/duixian'),
      DUIXIAN_SECRET_KEY_FILE: file('key', `${KEY}\r\n`),
    });
    expect(config).toMatchObject({
      databaseUrl: 'postgres://app:word@db/duixian',
      databaseOwnerUrl: 'postgres://owner:word@db/duixian',
      secretKey: KEY,
    });
  });

  it('are refused where the setting itself is there too', () => {
    const text = refusal({ DUIXIAN_SECRET_KEY: KEY, DUIXIAN_SECRET_KEY_FILE: file('both', KEY) });
    expect(text).toContain('DUIXIAN_SECRET_KEY_FILE');
    expect(text).not.toContain(KEY);
  });

  it('are named, with the file, where it cannot be read, together with everything else that is wrong', () => {
    const missing = join(folder, 'missing');
    const lines = refusal({ DATABASE_URL_FILE: missing, PORT: 'x', DUIXIAN_SECRET_KEY_FILE: folder }).split(
      '\n',
    );
    expect(lines).toHaveLength(3);
    expect(lines.find((line) => line.includes(missing))).toContain('ENOENT');
    expect(lines.find((line) => line.includes('DUIXIAN_SECRET_KEY_FILE'))).toContain('EISDIR');
  });

  it('are refused without being repeated where the content is wrong', () => {
    const text = refusal({ DATABASE_URL_FILE: file('wrong', 'geheim-1') });
    expect(text).toContain('DATABASE_URL');
    expect(text).not.toContain('geheim-1');
  });

  it('are all listed in the operators’ guide', () => {
    const guide = readFileSync('docs/OPERATORS.md', 'utf8');
    expect(SECRET_SETTINGS.filter((name) => !guide.includes(`\`${name}_FILE\``))).toEqual([]);
  });

  it('are refused where the file is empty', () => {
    expect(refusal({ DATABASE_URL_FILE: file('empty', '\n') })).toContain('DATABASE_URL_FILE');
  });
});
