import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Adapter, type AdapterPayload } from 'oidc-provider';

/** Who signs in next at the provider, and what the provider says about them. */
export interface Person {
  id: string;
  email?: string;
  verified?: boolean;
  /** What they gave there. */
  amr?: string[];
  /** They press "cancel". */
  cancels?: boolean;
}

export interface TestProvider {
  issuer: string;
  /** Whoever signs in from now on. */
  person: Person;
  /** How long ID tokens hold, in seconds. */
  tokenSeconds: number;
  /** Closes its door, or opens it at the same port. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

export const client = { id: 'tongbo', secret: 'the words between hub and provider' };

/** A real provider on loopback, whose people sign in without a page: as soon as they are asked. */
export async function startProvider(consoleUrl: string): Promise<TestProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  let server: Server = createServer();
  const open = async (port: number): Promise<number> => {
    server = createServer((request, response) => {
      handle(request, response);
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const port = await open(0);
  const test: TestProvider = {
    issuer: `http://127.0.0.1:${port}`,
    person: { id: 'nobody' },
    tokenSeconds: 600,
    async leave() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
    async comeBack() {
      await open(port);
    },
  };
  const provider = configured(test, consoleUrl);
  const answer = provider.callback();
  handle = (request, response) => {
    const asked = request.url?.startsWith('/interaction/') === true;
    const answered = asked ? interact(provider, test.person, request, response) : answer(request, response);
    void answered.catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  };
  return test;
}

async function interact(
  provider: Provider,
  { id, amr = ['pwd'], cancels }: Person,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const result =
    cancels === true ? { error: 'access_denied' } : { login: { accountId: id, amr, remember: false } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

function configured(test: TestProvider, consoleUrl: string): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new Provider(test.issuer, {
    adapter: MapAdapter,
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${consoleUrl}/api/auth/oidc/callback`],
        post_logout_redirect_uris: [`${consoleUrl}/login`],
      },
    ],
    cookies: { keys: ['for the tests'] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: {
      ...{ AccessToken: 600, AuthorizationCode: 60, Grant: 600, Interaction: 600, Session: 600 },
      IdToken: () => test.tokenSeconds,
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, ...claimsOf(test.person) }),
    }),
    // Nobody is asked whether the hub may know who they are.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        accountId: oidc.session?.accountId,
        clientId: oidc.client?.clientId,
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
}

const claimsOf = ({ email, verified }: Person) =>
  email === undefined ? {} : { email, email_verified: verified === true };

/** Keeps what the provider keeps: in memory, by model. */
class MapAdapter implements Adapter {
  private static readonly rows = new Map<string, AdapterPayload>();

  constructor(private readonly model: string) {}

  private key = (id: string): string => `${this.model}:${id}`;

  upsert(id: string, payload: AdapterPayload): Promise<void> {
    MapAdapter.rows.set(this.key(id), payload);
    return Promise.resolve();
  }
  find(id: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(MapAdapter.rows.get(this.key(id)));
  }
  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return Promise.resolve(this.all().find((row) => row.uid === uid));
  }
  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }
  consume(id: string): Promise<void> {
    const row = MapAdapter.rows.get(this.key(id));
    if (row) row.consumed = Math.floor(Date.now() / 1000);
    return Promise.resolve();
  }
  destroy(id: string): Promise<void> {
    MapAdapter.rows.delete(this.key(id));
    return Promise.resolve();
  }
  revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, row] of MapAdapter.rows) if (row.grantId === grantId) MapAdapter.rows.delete(key);
    return Promise.resolve();
  }

  private all(): AdapterPayload[] {
    return [...MapAdapter.rows].filter(([key]) => key.startsWith(`${this.model}:`)).map(([, row]) => row);
  }
}
