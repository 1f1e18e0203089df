import 'reflect-metadata';
import { plainToInstance, Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  validateSync,
} from 'class-validator';
import { type Language, LANGUAGES } from '../messages';
import { DatabaseAddress, WholeNumber } from './environment-rules';
import { EvidenceEnvironment } from './evidence-environment';
import { isAddressOrNetwork } from '../network';

const List = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string'
      ? value
          .split(',')
          .map((one) => one.trim())
          .filter((one) => one !== '')
      : value,
  );
const EachAddress = () =>
  ValidateBy({
    name: 'eachAddress',
    validator: {
      validate: (value) => Array.isArray(value) && value.every((one) => isAddressOrNetwork(String(one))),
    },
  });
/** Checked where it is given, or where that other setting is. */
const NeededWith = (other: string) =>
  ValidateIf(
    (all: Readonly<Record<string, unknown>>, value) => value !== undefined || all[other] !== undefined,
  );

const Origin = () =>
  ValidateBy({ name: 'origin', validator: { validate: (value) => isSecureOrigin(String(value)) } });

/** `https://name` with or without a port, and nothing after it. */
function isSecureOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' && `${url.origin}/` === url.href;
}

const Issuer = () =>
  ValidateBy({ name: 'issuer', validator: { validate: (value) => isIssuer(String(value)) } });

/** `https://…`; without TLS only on this machine, which is for trying it out. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && local));
}

/** Thirty-two bytes as base64. */
const KEY = /^[A-Za-z0-9+/]{43}=$/;

/** Everything that can be set from outside, and nothing else reads the environment. */
export class Environment extends EvidenceEnvironment {
  @IsOptional() @DatabaseAddress() DATABASE_URL?: string = undefined;
  /** The owner's connection for migrations; where absent, DATABASE_URL serves for both. */
  @IsOptional() @DatabaseAddress() DATABASE_OWNER_URL?: string = undefined;
  @IsOptional() @Matches(KEY) DUIXIAN_SECRET_KEY?: string = undefined;
  @IsString() DUIXIAN_DATA: string = 'data';
  @IsString() DUIXIAN_CATALOG: string = 'catalog/qingyang-2025.yaml';
  @IsIn(LANGUAGES) DUIXIAN_LANG: Language = 'zh-CN';
  /** Anything but loopback is for a container's own network, or for behind a proxy. */
  @Matches(/^[0-9a-zA-Z.:_-]{1,255}$/) HOST: string = '127.0.0.1';
  @WholeNumber() @IsInt() @Min(0) @Max(65535) PORT: number = 3000;
  @IsIn(['debug', 'log', 'warn', 'error']) LOG_LEVEL: 'debug' | 'log' | 'warn' | 'error' = 'warn';
  @NeededWith('OIDC_ISSUER') @Origin() PUBLIC_URL?: string = undefined;
  /** Single sign-on: with an issuer, the three below it and PUBLIC_URL are needed too. */
  @IsOptional() @Issuer() OIDC_ISSUER?: string = undefined;
  @NeededWith('OIDC_ISSUER') @Matches(/^\S{1,255}$/) OIDC_CLIENT_ID?: string = undefined;
  @NeededWith('OIDC_ISSUER') @Matches(/^\S{1,1000}$/) OIDC_CLIENT_SECRET?: string = undefined;
  /** `email`, else a claim that says the login and that people cannot change themselves. */
  @Matches(/^[A-Za-z][A-Za-z0-9_.:/-]{0,127}$/) OIDC_CLAIM: string = 'email';
  @List() @EachAddress() TRUSTED_PROXIES: readonly string[] = [];
  @List() @EachAddress() METRICS_FROM: readonly string[] = [];
  /** A minute, for each client address; 0 for no limit, as in the two below. */
  @WholeNumber() @IsInt() @Min(0) @Max(1_000_000) RATE_LIMIT_ANONYMOUS: number = 60;
  @WholeNumber() @IsInt() @Min(0) @Max(1_000_000) RATE_LIMIT_ACCOUNT: number = 600;
  @WholeNumber() @IsInt() @Min(0) @Max(1_000_000) RATE_LIMIT_SIGN_IN: number = 10;
}

/** A setting that is wrong, with the value as it was given. */
export interface WrongSetting {
  readonly name: string;
  readonly value: string;
}

/** The environment with its defaults, and every setting in it that is wrong. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): {
  readonly env: Environment;
  readonly wrong: readonly WrongSetting[];
} {
  // An empty variable is how a compose file says "not set".
  const given = Object.fromEntries(
    Object.keys(new Environment()).flatMap((name): [string, string][] => {
      const value = variables[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const env = plainToInstance(Environment, given, { exposeDefaultValues: true });
  const wrong = validateSync(env).map(({ property }) => ({ name: property, value: given[property] ?? '' }));
  return { env, wrong };
}
