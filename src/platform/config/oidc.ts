import { z } from 'zod';

/** An OpenID Connect provider by which members may sign in. */
export interface OidcConfig {
  /** As the provider itself writes it. */
  issuer: string;
  clientId: string;
  /** Never log it. */
  clientSecret: string;
  /** The console's origin as members' browsers reach it: the provider sends them back there. */
  consoleUrl: string;
  /** Which claim holds the e-mail address that is compared with the one in the list of members. */
  emailClaim: string;
  /** Where such an address may be, in small letters; everywhere when it is empty. */
  emailDomains: readonly string[];
  /** Values of `amr` or `acr` that spare a member the second factor; it is always asked for when it is empty. */
  multiFactor: readonly string[];
  /** What the button says. */
  label: { zh: string; en: string };
}

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const label = (name: string) => z.string().max(40, { error: () => `${name} has room for 40 characters.` });

const isOrigin = (text: string): boolean =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && /^[^/]+\/\/[^/?#@]+\/?$/.test(text);

const isIssuer = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, search, hash, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && [search, hash, username, password].every((part) => part === '');
};

/** The environment's names for signing in by a provider. */
export const oidcSettings = {
  HUB_OIDC_ISSUER: z
    .string()
    .refine(isIssuer, {
      error: () => 'HUB_OIDC_ISSUER has to be the provider’s issuer, such as https://login.example.cn.',
    })
    .optional(),
  HUB_OIDC_CLIENT_ID: z.string().optional(),
  HUB_OIDC_CLIENT_SECRET: z.string().optional(),
  HUB_OIDC_CONSOLE_URL: z
    .string()
    .refine(isOrigin, {
      error: () =>
        'HUB_OIDC_CONSOLE_URL has to be the console’s origin, such as https://tongbo.example.cn, without a path.',
    })
    .optional(),
  HUB_OIDC_EMAIL_CLAIM: z.string().default('email'),
  HUB_OIDC_EMAIL_DOMAINS: list.default([]),
  HUB_OIDC_MULTI_FACTOR: list.default([]),
  HUB_OIDC_LABEL_ZH: label('HUB_OIDC_LABEL_ZH').default('统一身份认证登录'),
  HUB_OIDC_LABEL_EN: label('HUB_OIDC_LABEL_EN').default('Sign in with single sign-on'),
};

type Given = { [Name in keyof typeof oidcSettings]?: string | undefined };

const all = Object.keys(oidcSettings) as (keyof typeof oidcSettings)[];

/** What is wrong between these settings: one sentence a mistake. `allowed` are the origins that may be private. */
export function oidcMistakes(given: Given, allowed: readonly string[]): string[] {
  const { HUB_OIDC_ISSUER: issuer } = given;
  if (issuer === undefined)
    return all
      .filter((name) => given[name] !== undefined)
      .map((name) => `${name} has no effect without HUB_OIDC_ISSUER: unset it, or name the provider.`);
  const missing = (['HUB_OIDC_CLIENT_ID', 'HUB_OIDC_CLIENT_SECRET'] as const)
    .filter((name) => given[name] === undefined)
    .map((name) => `${name} has to be set, since HUB_OIDC_ISSUER names a provider.`);
  const readable =
    isIssuer(issuer) && new URL(issuer).protocol === 'http:' && !allowed.includes(new URL(issuer).origin);
  return readable
    ? [
        ...missing,
        'HUB_OIDC_ISSUER has to begin with https://: anybody on the way could read an http one. To try one out, list its origin in HUB_ALLOWED_ORIGINS.',
      ]
    : missing;
}

/** The provider that the environment names, if it names one. `here` is how this machine's browser reaches the console. */
export function oidcOf(
  given: z.infer<z.ZodObject<typeof oidcSettings>>,
  here: string,
): OidcConfig | undefined {
  const {
    HUB_OIDC_ISSUER: issuer,
    HUB_OIDC_CLIENT_ID: clientId,
    HUB_OIDC_CLIENT_SECRET: clientSecret,
  } = given;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  return {
    issuer,
    clientId,
    clientSecret,
    consoleUrl: new URL(given.HUB_OIDC_CONSOLE_URL ?? here).origin,
    emailClaim: given.HUB_OIDC_EMAIL_CLAIM,
    emailDomains: given.HUB_OIDC_EMAIL_DOMAINS.map((domain) => domain.toLowerCase()),
    multiFactor: given.HUB_OIDC_MULTI_FACTOR,
    label: { zh: given.HUB_OIDC_LABEL_ZH, en: given.HUB_OIDC_LABEL_EN },
  };
}
