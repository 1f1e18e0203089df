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

/** What modules may know of how the application is set up. */
export interface Settings {
  readonly http: HttpSettings;
  /** Encrypts what must be read again, such as the secrets of second factors. */
  readonly secretKey: KeyObject;
}

export const SETTINGS = Symbol('settings');

/** Gives every module the `Settings` by the token `SETTINGS`. */
@Module({})
export class SettingsModule {
  static of({ http, secretKey }: Settings): DynamicModule {
    return {
      module: SettingsModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: Object.freeze({ http, secretKey }) }],
      exports: [SETTINGS],
    };
  }
}
