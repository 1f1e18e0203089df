export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

type Sent = Record<string, string>;

/** Somebody who calls the API, signed in or not, through real HTTP. */
export class Visitor {
  constructor(
    readonly baseUrl: string,
    /** What every request carries. */
    readonly credentials: Sent = {},
  ) {}

  get<Body = Record<string, unknown>>(path: string, headers: Sent = {}): Promise<Answer<Body>> {
    return this.send<Body>('GET', path, undefined, headers);
  }

  post<Body = Record<string, unknown>>(
    path: string,
    body?: unknown,
    headers: Sent = {},
  ): Promise<Answer<Body>> {
    return this.send<Body>('POST', path, body, headers);
  }

  put<Body = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers: Sent = {},
  ): Promise<Answer<Body>> {
    return this.send<Body>('PUT', path, body, headers);
  }

  async text(path: string, headers: Sent = {}): Promise<Answer<string>> {
    const answer = await this.file(path, headers);
    return { ...answer, body: answer.body.toString('utf8') };
  }

  async file(path: string, headers: Sent = {}): Promise<Answer<Buffer>> {
    const response = await fetch(`${this.baseUrl}${path}`, { headers: { ...this.credentials, ...headers } });
    const body = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, body };
  }

  async send<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body: unknown,
    headers: Sent = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(`${this.baseUrl}${path}`, {
      method,
      headers: {
        ...this.credentials,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Body,
    };
  }
}

interface SignedInBody {
  csrfToken: string;
  needs: string | null;
}

/** Signs in as a browser does and carries what a browser would. Throws where it is refused. */
export async function signIn(baseUrl: string, login: string, password: string): Promise<Visitor> {
  const answer = await new Visitor(baseUrl).post<SignedInBody>('/session', { login, password });
  if (answer.status !== 201) throw new Error(`sign-in as ${login}: ${answer.status}`);
  return carrying(baseUrl, answer);
}

/** A visitor with the session cookie and the token that an answer gave. */
export function carrying(baseUrl: string, answer: Answer<SignedInBody>): Visitor {
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return new Visitor(baseUrl, { cookie, 'x-csrf-token': answer.body.csrfToken });
}

/** Replaces the one-time password as its owner must, and goes on with the session this gives. */
export async function replacePassword(visitor: Visitor, current: string, password: string): Promise<Visitor> {
  const answer = await visitor.post<SignedInBody>('/session/password', { current, password });
  if (answer.status !== 200) throw new Error(`password: ${JSON.stringify(answer.body)}`);
  return carrying(visitor.baseUrl, answer);
}

/** What every account opened here ends up with. */
export const PASSWORD = 'Xifeng-2026-duixian';

/** What whoever starts the product for the first time does: signs in with the one-time password it printed, and replaces it. */
export async function firstAdministrator(baseUrl: string, printed: string): Promise<Visitor> {
  const oneTime = /[A-Za-z2-9]{5}(?:-[A-Za-z2-9]{5}){3}/.exec(printed)?.[0] ?? '';
  return replacePassword(await signIn(baseUrl, 'admin', oneTime), oneTime, PASSWORD);
}

/** The same, who then opens an account for somebody of this role. */
export async function firstAccount(baseUrl: string, printed: string, role: string): Promise<Visitor> {
  return openAccount(await firstAdministrator(baseUrl, printed), `first-${role}`, { role });
}

/** Opens an account with this role and signs its owner in, who replaces the one-time password in turn. */
export async function openAccount(
  administrator: Visitor,
  login: string,
  role: { readonly role: string; readonly department?: string },
): Promise<Visitor> {
  const made = await administrator.post<{ oneTimePassword: string }>('/people', {
    name: login,
    login,
    roles: [role],
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { oneTimePassword } = made.body;
  return replacePassword(
    await signIn(administrator.baseUrl, login, oneTimePassword),
    oneTimePassword,
    PASSWORD,
  );
}
