import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../platform/config';
import { notFound, Problem } from '../../platform/http';

/** The library is an ES module, so it comes by a dynamic import, and only where single sign-on is set up. */
const load = () => import('openid-client');
type Client = Awaited<ReturnType<typeof load>>;
type Configuration = Awaited<ReturnType<Client['discovery']>>;

const CALLBACK = '/api/v1/session/oidc/callback';
const TIMEOUT_SECONDS = 10;

/** What only the browser that began a sign-in may finish it with. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** What the provider says of whoever signed in. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** The claim by which people are known here. */
  readonly claim: unknown;
  readonly emailVerified: boolean;
  readonly amr: unknown;
  readonly acr: unknown;
}

/** The identity provider: authorization code flow with PKCE, state and nonce. */
@Injectable()
export class Provider {
  private readonly log = new Logger(Provider.name);
  private known: Promise<{ client: Client; configuration: Configuration }> | null = null;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** Where to send the browser, and what to keep for its return. Throws 404, 503. */
  async begin(): Promise<{ readonly address: string; readonly attempt: Attempt }> {
    const { client, configuration } = await this.discovered();
    const attempt = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri(),
      scope: 'openid email profile',
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, attempt };
  }

  /** Who came back, by the query of the address the browser was sent to. Throws 403, 503. */
  async finish(query: string, attempt: Attempt): Promise<Identity> {
    const { client, configuration } = await this.discovered();
    try {
      const tokens = await client.authorizationCodeGrant(
        configuration,
        new URL(`${this.redirectUri()}?${query}`),
        {
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          pkceCodeVerifier: attempt.codeVerifier,
          idTokenExpected: true,
        },
      );
      const claims = tokens.claims();
      if (claims === undefined) throw new Problem('forbidden', 'oidc.invalid');
      const { iss: issuer, sub: subject, amr, acr } = claims;
      // Many providers tell no more of a person in the token than who it is.
      const about =
        this.claim in claims
          ? claims
          : await client.fetchUserInfo(configuration, tokens.access_token, subject);
      const { [this.claim]: claim, email_verified: verified } = about;
      return { issuer, subject, claim, emailVerified: verified === true, amr, acr };
    } catch (error) {
      throw this.refusal(client, error);
    }
  }

  get claim(): string {
    return this.settings.oidc?.claim ?? '';
  }

  private redirectUri(): string {
    return `${this.settings.http.publicOrigin ?? ''}${CALLBACK}`;
  }

  /** Asked for once; a provider that was away is asked again. */
  private async discovered(): Promise<{ client: Client; configuration: Configuration }> {
    this.known ??= this.discover();
    try {
      return await this.known;
    } catch (error) {
      this.known = null;
      if (error instanceof Problem) throw error;
      this.log.warn(`the identity provider cannot be discovered: ${reasonOf(error)}`);
      throw new Problem('unavailable', 'oidc.unavailable');
    }
  }

  private async discover(): Promise<{ client: Client; configuration: Configuration }> {
    const { oidc } = this.settings;
    if (oidc === null) throw notFound('oidc.off');
    const client = await load();
    const issuer = new URL(oidc.issuer);
    const configuration = await client.discovery(
      issuer,
      oidc.clientId,
      undefined,
      client.ClientSecretBasic(oidc.clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        // The settings let it be plain HTTP on this machine only.
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so only to make it stand out
        execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
      },
    );
    return { client, configuration };
  }

  private refusal(client: Client, error: unknown): Problem {
    if (error instanceof Problem) return error;
    this.log.warn(`a sign-in through the identity provider failed: ${reasonOf(error)}`);
    if (isAway(error)) return new Problem('unavailable', 'oidc.unavailable');
    return new Problem(
      'forbidden',
      error instanceof client.AuthorizationResponseError ? 'oidc.denied' : 'oidc.invalid',
    );
  }
}

/** No answer, none in time, or one that says "not now". */
function isAway(error: unknown): boolean {
  const { cause } = error as { readonly cause?: unknown };
  return [error, cause].some((one) => {
    const { message, code, status } = (one ?? {}) as Readonly<Record<string, unknown>>;
    return (
      message === 'fetch failed' || code === 'OAUTH_TIMEOUT' || (typeof status === 'number' && status >= 500)
    );
  });
}

const reasonOf = (error: unknown): string =>
  error instanceof Error
    ? [error.message, 'code' in error ? String(error.code) : ''].join(' ').trim()
    : String(error);
