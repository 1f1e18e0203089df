import { resolve } from 'node:path';
import { type Language, LANGUAGES, translate } from '../messages';
import { type Environment, readEnvironment, type WrongSetting } from './environment';
import { type EvidenceSettings, evidenceSettings } from './evidence-environment';
import { readSecretFiles, SECRET_SETTINGS } from './secret-files';
import type { HttpSettings } from './settings';

export type LogLevel = Environment['LOG_LEVEL'];

export interface Config {
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  /** Absolute path of the folder in which the embedded database lives. */
  readonly dataDirectory: string;
  readonly catalogFile: string;
  readonly language: Language;
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  /** As it was set, base64; null where one is to be kept in the data folder. */
  readonly secretKey: string | null;
  readonly http: HttpSettings;
  readonly evidence: EvidenceSettings;
}

/** What is wrong with the settings, all of it at once, in the language that could be made out. */
export class ConfigError extends Error {}

/** Reads and checks the settings; throws ConfigError naming every setting that is wrong. */
export function readConfig(variables: Readonly<Record<string, string | undefined>> = process.env): Config {
  const files = readSecretFiles(variables);
  const { env, wrong } = readEnvironment({ ...variables, ...files.values });
  const language = LANGUAGES.find((name) => name === variables['DUIXIAN_LANG']) ?? 'zh-CN';
  const lines = [
    ...files.problems.map(({ code, params }) => translate(language, 'command', code, params)),
    ...wrong.map((one) => tellWrong(language, one)),
  ];
  if (lines.length > 0) throw new ConfigError(lines.join('\n'));
  return Object.freeze({
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL ?? null,
    dataDirectory: resolve(env.DUIXIAN_DATA),
    catalogFile: resolve(env.DUIXIAN_CATALOG),
    language: env.DUIXIAN_LANG,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    secretKey: env.DUIXIAN_SECRET_KEY ?? null,
    http: httpSettings(env),
    evidence: evidenceSettings(env, resolve(env.DUIXIAN_DATA)),
  });
}

function httpSettings(env: Environment): HttpSettings {
  return Object.freeze({
    publicOrigin: env.PUBLIC_URL === undefined ? null : new URL(env.PUBLIC_URL).origin,
    trustedProxies: Object.freeze(env.TRUSTED_PROXIES),
    metricsFrom: Object.freeze(env.METRICS_FROM),
    rateLimits: Object.freeze({
      anonymous: env.RATE_LIMIT_ANONYMOUS,
      account: env.RATE_LIMIT_ACCOUNT,
      signIn: env.RATE_LIMIT_SIGN_IN,
    }),
  });
}

/** A wrong address of the database may hold its password: of such a setting only the name is told. */
function tellWrong(language: Language, { name, value }: WrongSetting): string {
  const right = translate(language, 'command', `config.right.${name}`);
  const secret = SECRET_SETTINGS.some((one) => one === name);
  return secret
    ? translate(language, 'command', 'config.wrong_secret', { name, right })
    : translate(language, 'command', 'config.wrong', { name, value, right });
}
