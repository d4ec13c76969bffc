import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { username } from 'better-auth/plugins/username';
import { passwordLength, hashPassword, verifyPassword } from './passwords.js';
import { z } from 'zod';
import { newId } from '../platform/ids.js';
import type { Logger } from '../platform/log/index.js';
import { SESSION_COOKIE } from '../platform/web/index.js';
import type { Db } from '../store/database.js';

/** How long a session lasts. */
export const sessionLife = {
  /** Seconds without a request. */
  idle: 2 * 60 * 60,
  /** Seconds from the log-in, whatever happens. */
  absolute: 12 * 60 * 60,
  /** A request moves the idle limit at most this often, in seconds. */
  touch: 5 * 60,
  /** Seconds for which a password that was given serves for what asks for it anew. */
  proof: 10 * 60,
} as const;

interface AuthParts {
  db: Db;
  /** Signs the session cookie. */
  secret: Buffer;
  baseUrl: string;
  logger: Logger;
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** Opens a session for who was recognised otherwise. Only the hub itself can call it: it has no path. */
const withoutPassword = {
  id: 'without-password',
  endpoints: {
    openSession: createAuthEndpoint(
      { method: 'POST', body: z.object({ userId: z.string() }) },
      async (context) => {
        const user = await context.context.internalAdapter.findUserById(context.body.userId);
        if (!user) throw new APIError('UNAUTHORIZED');
        const session = await context.context.internalAdapter.createSession(user.id);
        await setSessionCookie(context, { session, user });
        return { token: session.token };
      },
    ),
  },
} satisfies BetterAuthPlugin;

/**
 * better-auth on the hub's database, for log-in by name and password. Its HTTP handler is not mounted: the hub's own
 * routes call its API, so that errors, limits and the ledger are the hub's.
 */
export function createAuth({ db, secret, baseUrl, logger }: AuthParts) {
  return betterAuth({
    appName: 'Tongbo',
    baseURL: baseUrl,
    secret: secret.toString('base64'),
    telemetry: { enabled: false },
    database: { db, type: 'postgres', transaction: true },
    user: { modelName: 'auth_user', fields: { emailVerified: 'email_verified', ...times } },
    session: {
      modelName: 'auth_session',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...times,
      },
      expiresIn: sessionLife.idle,
      updateAge: sessionLife.touch,
      // Every request asks the database, so that a session that has ended is refused at once.
      cookieCache: { enabled: false },
    },
    account: {
      modelName: 'auth_account',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...times,
      },
    },
    verification: { modelName: 'auth_verification', fields: { expiresAt: 'expires_at', ...times } },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
    },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 40, displayUsername: false }),
      withoutPassword,
    ],
    advanced: {
      // The hub sets `Secure` by itself where the browser came over https.
      useSecureCookies: false,
      defaultCookieAttributes: { sameSite: 'strict', httpOnly: true, path: '/' },
      cookies: { session_token: { name: SESSION_COOKIE } },
      ipAddress: { disableIpTracking: true },
      database: { generateId: newId },
    },
    logger: {
      level: 'warn',
      log: (level, message, ...rest) => {
        const err = rest.find((part) => part instanceof Error);
        logger[level === 'error' ? 'error' : 'debug']({ context: 'better-auth', err }, message);
      },
    },
  });
}
export type Auth = ReturnType<typeof createAuth>;
