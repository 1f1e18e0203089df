// A real OpenID provider on loopback, as a process of its own. It prints its address and signs in whoever the
// query of its login page names, without asking: `?person={"sub":…,"email":…,"email_verified":…,"amr":[…]}`.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const [redirectUri, clientId, clientSecret] = process.argv.slice(2);
const people = new Map();

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['only-for-tests'] },
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `/login/${uid}` },
    findAccount: (_context, id) => ({ accountId: id, claims: () => people.get(id) }),
    loadExistingGrant: async (context) => {
      const { client, session } = context.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const handle = provider.callback();
  server.on('request', (request, response) => {
    const { pathname, searchParams } = new URL(request.url, issuer);
    if (!pathname.startsWith('/login/')) return handle(request, response);
    const person = JSON.parse(searchParams.get('person') ?? 'null');
    if (person === null) {
      const refused = { error: 'access_denied', error_description: 'cancelled' };
      return provider.interactionFinished(request, response, refused);
    }
    const { amr, ...claims } = person;
    people.set(person.sub, claims);
    return provider.interactionFinished(request, response, { login: { accountId: person.sub, amr } });
  });
  process.stdout.write(`${issuer}\n`);
});
