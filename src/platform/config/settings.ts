import type { KeyObject } from 'node:crypto';
import { type DynamicModule, Module } from '@nestjs/common';

/** How many requests a minute; 0 for no limit. */
export interface RateLimits {
  /** Of one client address that is not signed in. */
  readonly anonymous: number;
  /** Of one account. */
  readonly account: number;
  /** Attempts to sign in, of one client address. */
  readonly signIn: number;
}

export interface HttpSettings {
  /** Where people reach the application, `https://…` without a path; null where no TLS stands before it. */
  readonly publicOrigin: string | null;
  /** Addresses and networks whose word about the client is taken. */
  readonly trustedProxies: readonly string[];
  /** Addresses and networks, besides loopback, that may read the metrics. */
  readonly metricsFrom: readonly string[];
  readonly rateLimits: RateLimits;
}

/** The identity provider through which people may sign in. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** `email`, which the provider must have verified, or a claim that says the login. */
  readonly claim: string;
}

/** What modules may know of how the application is set up. */
export interface Settings {
  readonly http: HttpSettings;
  /** Null where nobody signs in through a provider. */
  readonly oidc: OidcSettings | null;
  /** Encrypts what must be read again, such as the secrets of second factors. */
  readonly secretKey: KeyObject;
}

export const SETTINGS = Symbol('settings');

/** Gives every module the `Settings` by the token `SETTINGS`. */
@Module({})
export class SettingsModule {
  static of({ http, oidc, secretKey }: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: Object.freeze({ http, oidc, secretKey }) }],
      exports: [SETTINGS],
    };
  }
}
