import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { OidcSettings } from '../../src/platform/config';

export interface Person {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly preferred_username?: string;
  readonly amr?: readonly string[];
}

const CLIENT = { clientId: 'duixian', clientSecret: 'only-for-tests' } as const;

/** A real identity provider in a process of its own, and the browser that visits it. */
export class IdentityProvider {
  private constructor(
    readonly settings: OidcSettings,
    private readonly child: ChildProcess,
  ) {}

  /** For an application whose people reach it at this origin. */
  static async start(publicOrigin: string): Promise<IdentityProvider> {
    const script = resolve(__dirname, 'oidc-provider.mjs');
    const redirectUri = `${publicOrigin}/api/v1/session/oidc/callback`;
    const { clientId, clientSecret } = CLIENT;
    const child = spawn(process.execPath, [script, redirectUri, clientId, clientSecret], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return new IdentityProvider({ issuer: line.toString().trim(), ...CLIENT, claim: 'email' }, child);
  }

  /** Signs `person` in (null: cancels) where `address` sent the browser; returns the address it is sent back to. */
  async signIn(address: string, person: Person | null): Promise<URL> {
    const cookies = new Map<string, string>();
    let next = new URL(address);
    while (next.origin === this.settings.issuer) {
      if (next.pathname.startsWith('/login/') && person !== null)
        next.searchParams.set('person', JSON.stringify(person));
      const cookie = Array.from(cookies, (pair) => pair.join('=')).join('; ');
      const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
      const location = response.headers.get('location');
      if (location === null) throw new Error(`${response.status} ${await response.text()}`);
      for (const one of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (one.split(';')[0] ?? '').split('=');
        cookies.set(name, value);
      }
      next = new URL(location, next);
    }
    return next;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'close');
    this.child.kill('SIGTERM');
    await ended;
  }
}
