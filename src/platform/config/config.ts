import 'reflect-metadata';
import { resolve } from 'node:path';
import { plainToInstance, Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, validateSync } from 'class-validator';
import { type Language, LANGUAGES, translate } from '../messages';
import {
  EVIDENCE_OPTIONAL,
  EvidenceEnvironment,
  type EvidenceSettings,
  evidenceSettings,
} from './evidence-environment';

/** Everything that can be set from outside, and nothing else reads the environment. */
class Environment extends EvidenceEnvironment {
  @IsOptional() @Matches(/^postgres(ql)?:\/\/.+/) DATABASE_URL?: string;
  /** The owner's connection for migrations; where absent, DATABASE_URL serves for both. */
  @IsOptional() @Matches(/^postgres(ql)?:\/\/.+/) DATABASE_OWNER_URL?: string;
  @IsString() DUIXIAN_DATA: string = 'data';
  @IsString() DUIXIAN_CATALOG: string = 'catalog/qingyang-2025.yaml';
  @IsIn(LANGUAGES) DUIXIAN_LANG: Language = 'zh-CN';
  /** People and permissions are not there yet: anything but loopback is for a container's own network. */
  @Matches(/^[0-9a-zA-Z.:_-]{1,255}$/) HOST: string = '127.0.0.1';
  @Transform(({ value }) => Number(value)) @IsInt() @Min(0) @Max(65535) PORT: number = 3000;
  @IsIn(['debug', 'log', 'warn', 'error']) LOG_LEVEL: 'debug' | 'log' | 'warn' | 'error' = 'warn';
}

export interface Config {
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  /** Absolute path of the folder in which the embedded database lives. */
  readonly dataDirectory: string;
  readonly catalogFile: string;
  readonly language: Language;
  readonly host: string;
  readonly port: number;
  readonly logLevel: 'debug' | 'log' | 'warn' | 'error';
  readonly evidence: EvidenceSettings;
}

/** What is wrong with the settings, all of it at once, in the language that could be made out. */
export class ConfigError extends Error {}

/** Reads and checks the settings; throws ConfigError naming every setting that is wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const known = Object.keys(new Environment()).concat(
    'DATABASE_URL',
    'DATABASE_OWNER_URL',
    EVIDENCE_OPTIONAL,
  );
  // An empty variable is how a compose file says "not set".
  const given = Object.fromEntries(
    known.flatMap((name): [string, string][] => {
      const value = environment[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const env: Environment = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const errors = validateSync(env);
  if (errors.length > 0) {
    const language = LANGUAGES.find((name) => name === environment['DUIXIAN_LANG']) ?? 'zh-CN';
    const lines = errors.map(({ property, value }) =>
      translate(language, 'command', 'config.wrong', {
        name: property,
        value: String(value ?? ''),
        right: translate(language, 'command', `config.right.${property}`),
      }),
    );
    throw new ConfigError(lines.join('\n'));
  }
  return Object.freeze({
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL ?? null,
    dataDirectory: resolve(env.DUIXIAN_DATA),
    catalogFile: resolve(env.DUIXIAN_CATALOG),
    language: env.DUIXIAN_LANG,
    host: env.HOST,
    port: env.PORT,
    logLevel: env.LOG_LEVEL,
    evidence: evidenceSettings(env, resolve(env.DUIXIAN_DATA)),
  });
}
