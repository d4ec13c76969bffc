import { connect as connectTcp, type Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import {
  MailFailure,
  type Mail,
  type MailAnswer,
  type MailMessage,
  type MailServer,
} from '../../contract/channel.js';
import { AddressRefused, isPublicAddress, publicLookup, type Resolve } from '../http/addresses.js';
import { smtpEntry, type OutboundAllowList } from '../http/index.js';
import { composeMessage, OutgoingBytes } from './message.js';

export interface MailOptions {
  /** What may stand on private addresses, as `smtp://host:port`. */
  allowList: OutboundAllowList;
  /** For a whole message from the look-up to the server's last answer, in milliseconds. */
  maxTimeoutMs?: number;
  /** Of a composed message. */
  maxBytes?: number;
  /** How names are resolved; the system's way by default. */
  resolve?: Resolve;
}

/** The one way out of the hub for mail: one connection and one recipient a message, strict TLS, strict time. */
export function createMail(options: MailOptions): Mail {
  const { allowList, maxTimeoutMs = 20_000, maxBytes = 10 * 1024 * 1024, resolve } = options;
  return async (server, message) => {
    const isListed = allowList.allows(smtpEntry(server.host, server.port));
    refuseUnsafe(server, isListed);
    const bytes = await composeMessage(message);
    if (bytes.byteLength > maxBytes)
      throw new MailFailure(false, `the message has ${bytes.byteLength} bytes, more than ${maxBytes}`);
    const lookup = isListed ? {} : { lookup: publicLookup(resolve) };
    const socket = connectTcp({ host: bare(server.host), port: server.port, ...lookup });
    return new Session(socket, server, message, bytes, maxTimeoutMs).run();
  };
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** A literal address is connected to without a look-up, so it is checked here. */
function refuseUnsafe({ host, security }: MailServer, isListed: boolean): void {
  if (isListed) return;
  if (security === 'none')
    throw new MailFailure(
      false,
      `mail to ${host} would go in the clear; use TLS, or list the server as smtp://host:port in HUB_ALLOWED_ORIGINS`,
    );
  if (!ipaddr.isValid(bare(host)) || isPublicAddress(bare(host))) return;
  const cause = new AddressRefused(host);
  throw new MailFailure(false, cause.message, undefined, { cause });
}

/** What of nodemailer's errors decides anything. */
interface SmtpError extends Error {
  responseCode?: number | undefined;
  response?: string | undefined;
}

/** One message over one connection. */
class Session {
  readonly #body: OutgoingBytes;
  readonly #smtp: SMTPConnection;
  #fail: (error: SmtpError) => void = () => undefined;

  constructor(
    private readonly socket: Socket,
    private readonly server: MailServer,
    private readonly message: MailMessage,
    private readonly bytes: Buffer,
    private readonly timeoutMs: number,
  ) {
    this.#body = new OutgoingBytes(bytes);
    const { security, host } = server;
    this.#smtp = new SMTPConnection({
      connection: socket,
      host: bare(host),
      port: server.port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      // The machine's own name is nobody's business outside.
      name: message.from.address.split('@').at(-1) ?? 'localhost',
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      socketCloseTimeout: 1_000,
      maxResponseSize: 64 * 1024,
    });
  }

  async run(): Promise<MailAnswer> {
    const timer = setTimeout(() => {
      this.#fail(new Error(`no complete answer within ${this.timeoutMs} ms`));
    }, this.timeoutMs);
    const broken = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.#smtp.on('error', (error: SmtpError) => {
      this.#fail(error);
    });
    try {
      return await Promise.race([broken, this.#exchange()]);
    } catch (error) {
      const failure = this.#failure(error instanceof Error ? error : new Error(String(error)));
      this.socket.destroy();
      throw failure;
    } finally {
      clearTimeout(timer);
      this.#smtp.close();
    }
  }

  async #exchange(): Promise<MailAnswer> {
    await this.#connected();
    await asked((done) => {
      this.#smtp.connect(done);
    });
    const { user, password } = this.server;
    if (user !== undefined && user !== '') await this.#login(user, password ?? '');
    const envelope = {
      from: this.message.from.address,
      to: this.message.to.address,
      size: this.bytes.byteLength,
    };
    const info = await asked<SMTPConnection.SentMessageInfo>((done) => {
      this.#smtp.send(envelope, this.#body, done);
    });
    this.#smtp.quit();
    return { response: info?.response ?? '' };
  }

  /** A server that refuses the log-in for good, or knows none, answers with many codes; here they are all 535. */
  #login(user: string, pass: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#smtp.login({ user, pass }, (error) => {
        if (!error) resolve();
        else if (error.responseCode !== undefined && error.responseCode < 500) reject(error);
        else reject(Object.assign(error, { responseCode: 535 }));
      });
    });
  }

  #connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve).once('error', reject);
    });
  }

  /** A refusal has a code; without one, only a message whose last byte was never taken is known not to be sent. */
  #failure(error: SmtpError): MailFailure {
    const refused = error.responseCode !== undefined;
    const words = error.response ?? error.message;
    return new MailFailure(!refused && this.#body.wholeTaken, words, error.responseCode, { cause: error });
  }
}

type Done<T> = (error?: SmtpError | null, result?: T) => void;

const asked = <T = void>(ask: (done: Done<T>) => void): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    ask((error, result) => (error ? reject(error) : resolve(result)));
  });
