import { Inject, Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import type { Http } from '../../contract/channel.js';
import { HubError } from '../../contract/errors.js';
import { CONFIG, type HubConfig, type OidcConfig } from '../../platform/config/index.js';
import { HTTP } from '../../platform/http/index.js';
import { LOGGER, type Logger } from '../../platform/log/index.js';
import { outboundFetch } from './outbound.js';

export const CALLBACK_PATH = '/api/auth/oidc/callback';
/** How long the provider's metadata are believed, in milliseconds. */
const KEEP_MS = 60 * 60_000;
/** Nobody is sent to a provider that was not heard of for this long. */
const HEARD_MS = 30_000;
/** A provider that is away is asked again after this, so that nobody's clicks become a storm. */
const PAUSE_MS = 5_000;

/** The library marks it as deprecated only so that nobody takes it without a thought. */
const { allowInsecureRequests: withoutTls } = oidc as {
  allowInsecureRequests: (configuration: oidc.Configuration) => void;
};

/** What binds an answer to the browser that asked. */
export interface Checks {
  state: string;
  nonce: string;
  /** Of PKCE. */
  verifier: string;
  /** Seconds since the member was asked to sign in anew; undefined: an older log-in at the provider will do. */
  freshWithin: number | undefined;
}

/** Who the provider says it is, validated. */
export interface Known {
  issuer: string;
  subject: string;
  /** When they signed in there, in seconds since 1970; not every provider says so. */
  authTime: number | undefined;
  /** They gave a second factor there, as the settings understand it. */
  multiFactor: boolean;
  idToken: string;
  /** The claims about the person, which may need another question. */
  person(): Promise<Readonly<Record<string, unknown>>>;
}

/** The provider that the settings name. Everything that goes over the wire to it goes here. */
@Injectable()
export class SignOnProvider {
  readonly settings: OidcConfig | undefined;
  private known: { configuration: oidc.Configuration; at: number } | undefined;
  private failed: { error: unknown; until: number } | undefined;
  private asking: Promise<oidc.Configuration> | undefined;

  constructor(
    @Inject(CONFIG) config: HubConfig,
    @Inject(HTTP) private readonly http: Http,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.settings = config.oidc;
  }

  /** @throws HubError not_found when the hub has none */
  get required(): OidcConfig {
    if (!this.settings) throw new HubError('not_found', 'members sign in by name and password here');
    return this.settings;
  }

  /** By which identities are kept: the issuer, which may be written with or without a last stroke. */
  get name(): string {
    return this.required.issuer.replace(/\/$/, '');
  }

  /** The address to which the browser is sent. `fresh`: whoever is signed in there signs in anew. @throws HubError not_found, provider_away */
  async addressFor(checks: Omit<Checks, 'freshWithin'>, fresh: boolean): Promise<string> {
    const { consoleUrl } = this.required;
    return oidc.buildAuthorizationUrl(await this.heardOf(), {
      redirect_uri: consoleUrl + CALLBACK_PATH,
      scope: 'openid profile email',
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(checks.verifier),
      code_challenge_method: 'S256',
      ...(fresh ? { prompt: 'login', max_age: '0' } : {}),
    }).href;
  }

  /**
   * Turns the answer in a callback's query into who it is about. The library checks signature, issuer, audience, times,
   * state, nonce and, where asked for, the time of the log-in.
   * @throws whatever `reasonOf` knows
   */
  async exchange(query: string, { state, nonce, verifier, freshWithin }: Checks): Promise<Known> {
    const configuration = await this.configuration();
    const answer = new URL(`${this.required.consoleUrl}${CALLBACK_PATH}?${query}`);
    const tokens = await oidc.authorizationCodeGrant(configuration, answer, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
      ...(freshWithin === undefined ? {} : { maxAge: freshWithin }),
    });
    const claims = tokens.claims();
    if (!claims || tokens.id_token === undefined)
      throw new Error('the library let an answer without an ID token pass');
    return {
      issuer: this.name,
      subject: claims.sub,
      authTime: claims.auth_time,
      multiFactor: this.isMultiFactor(claims),
      idToken: tokens.id_token,
      person: async () =>
        this.required.emailClaim in claims || configuration.serverMetadata().userinfo_endpoint === undefined
          ? claims
          : oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub),
    };
  }

  /** Where the browser ends the provider's own session; undefined when the provider offers nothing or is away. */
  async logoutAddress(hint: string): Promise<string | undefined> {
    if (!this.settings) return undefined;
    const configuration = await this.configuration().catch((error: unknown) => {
      if (error instanceof HubError) return undefined;
      throw error;
    });
    if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined;
    return oidc.buildEndSessionUrl(configuration, {
      id_token_hint: hint,
      post_logout_redirect_uri: `${this.settings.consoleUrl}/login`,
    }).href;
  }

  private isMultiFactor({ amr, acr }: oidc.IDToken): boolean {
    const said = [...(Array.isArray(amr) ? amr : []), acr];
    return this.required.multiFactor.some((value) => said.includes(value));
  }

  /** The provider's metadata, asked for once an hour. What was known before serves while the provider is away. */
  private async configuration(): Promise<oidc.Configuration> {
    if (this.known && performance.now() - this.known.at < KEEP_MS) return this.known.configuration;
    try {
      return await this.heardOf();
    } catch (error) {
      if (this.known) return this.known.configuration;
      throw error;
    }
  }

  /** The same of a provider that answered a moment ago: a browser is not sent to where nobody answers. */
  private async heardOf(): Promise<oidc.Configuration> {
    const now = performance.now();
    if (this.failed && now < this.failed.until) throw away(this.failed.error);
    if (this.known && now - this.known.at < HEARD_MS) return this.known.configuration;
    this.asking ??= this.discover().finally(() => {
      this.asking = undefined;
    });
    try {
      const configuration = await this.asking;
      this.known = { configuration, at: performance.now() };
      this.failed = undefined;
      return configuration;
    } catch (error) {
      this.failed = { error, until: performance.now() + PAUSE_MS };
      this.logger.warn({ err: error }, 'the provider to sign in by does not tell its metadata');
      throw away(error);
    }
  }

  private discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.required;
    const [basic, post] = [oidc.ClientSecretBasic(clientSecret), oidc.ClientSecretPost(clientSecret)];
    const authenticate: oidc.ClientAuth = (server, ...rest) => {
      const methods = server.token_endpoint_auth_methods_supported;
      (methods === undefined || methods.includes('client_secret_basic') ? basic : post)(server, ...rest);
    };
    const execute = [oidc.enableNonRepudiationChecks];
    // The settings take such an issuer only where its origin is listed.
    if (new URL(issuer).protocol === 'http:') execute.push(withoutTls);
    return oidc.discovery(new URL(issuer), clientId, undefined, authenticate, {
      execute,
      [oidc.customFetch]: outboundFetch(this.http),
    });
  }
}

const away = (cause: unknown): HubError => Object.assign(new HubError('provider_away'), { cause });
