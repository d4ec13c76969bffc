import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { OfficeFields } from '../../contract/api.js';
import { CONFIG, type HubConfig } from '../../platform/config/index.js';
import { decrypt, encrypt } from '../../platform/encryption.js';
import { SECRETS, type HubSecrets } from '../../platform/secrets.js';
import { DATABASE, databaseNow, type Db } from '../../store/database.js';

const NAME = 'hub_sign_on';
const PATH = '/api/auth/oidc';
const CONTEXT = 'sign-on cookie';
/** How long a member may take at the provider, and then for the code, in seconds. */
export const FLOW_SECONDS = 10 * 60;

/** What the member came for. A session is named where its cookie does not come back from another site. */
const Purpose = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sign_in'), next: z.string(), before: z.string().optional() }),
  z.object({
    kind: z.literal('join'),
    ...{ token: z.string(), username: z.string(), name: z.string(), office: OfficeFields.optional() },
    before: z.string().optional(),
  }),
  z.object({ kind: z.literal('link'), sessionId: z.string(), memberId: z.string() }),
  z.object({ kind: z.literal('prove'), sessionId: z.string(), memberId: z.string() }),
]);
export type Purpose = z.infer<typeof Purpose>;

/** On the way to the provider. */
const Away = z.object({
  at: z.literal('provider'),
  begun: z.number(),
  ...{ state: z.string(), nonce: z.string(), verifier: z.string() },
  purpose: Purpose,
});
/** Back from it, and the hub's own second factor is missing. */
const AtCode = z.object({
  at: z.literal('code'),
  begun: z.number(),
  ...{ memberId: z.string(), issuer: z.string(), subject: z.string() },
  /** The first sign-on: the identity becomes the member's with the code. */
  binds: z.boolean(),
  authTime: z.number().optional(),
  idToken: z.string().optional(),
  /** The session that is proved; without one, a new one is opened. */
  proves: z.string().optional(),
  before: z.string().optional(),
  next: z.string(),
});
const Flow = z.discriminatedUnion('at', [Away, AtCode]);
export type Away = z.infer<typeof Away>;
export type AtCode = z.infer<typeof AtCode>;

type Fresh<T> = Omit<T, 'begun'>;

/**
 * The state of a sign-on, in the browser that began it and nowhere else: encrypted, unreadable for scripts, and sent
 * along when the provider sends the browser back (`SameSite=Lax`).
 */
@Injectable()
export class SignOnCookie {
  private readonly key: Buffer;
  private readonly secure: boolean;

  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) config: HubConfig,
    @Inject(SECRETS) secrets: Pick<HubSecrets, 'session'>,
  ) {
    this.key = createHmac('sha256', secrets.session).update(CONTEXT).digest();
    this.secure = config.oidc?.consoleUrl.startsWith('https:') === true;
  }

  /** A Set-Cookie header's value. */
  async write(flow: Fresh<Away> | Fresh<AtCode>): Promise<string> {
    const begun = (await databaseNow(this.db)).getTime();
    const sealed = encrypt(this.key, JSON.stringify({ ...flow, begun }), CONTEXT);
    return this.set(encodeURIComponent(sealed), FLOW_SECONDS);
  }

  /** What stands in a request's cookie, with the seconds since; undefined when there is none, or it is too old. */
  async read(header: string | undefined): Promise<{ flow: Away | AtCode; age: number } | undefined> {
    const [, value] = new RegExp(`(?:^|; )${NAME}=([^;]+)`).exec(header ?? '') ?? [];
    const flow = value === undefined ? undefined : this.open(value);
    if (!flow) return undefined;
    const age = Math.max(0, Math.ceil(((await databaseNow(this.db)).getTime() - flow.begun) / 1000));
    return age > FLOW_SECONDS ? undefined : { flow, age };
  }

  /** Takes the cookie away. */
  get gone(): string {
    return this.set('', 0);
  }

  /** Adds `Secure` where members come by https, which a request that a link made does not tell. */
  secured(cookie: string): string {
    return this.secure ? `${cookie}; Secure` : cookie;
  }

  private set(value: string, seconds: number): string {
    return this.secured(`${NAME}=${value}; Max-Age=${seconds}; Path=${PATH}; HttpOnly; SameSite=Lax`);
  }

  private open(value: string): Away | AtCode | undefined {
    try {
      return Flow.parse(JSON.parse(decrypt(this.key, decodeURIComponent(value), CONTEXT)));
    } catch {
      // Of another hub, cut, or made up: there is no sign-on under way.
      return undefined;
    }
  }
}
