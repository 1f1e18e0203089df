import { ConfigError, readConfig } from './config';

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
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });
});
