export interface HttpRequest {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | undefined;
  headers?: Record<string, string> | undefined;
  body?: string | Uint8Array | undefined;
  /** Milliseconds for the whole exchange; the hub's maximum applies. */
  timeoutMs?: number | undefined;
  /** Bytes of the answer that are read at most; more is an error. */
  maxBytes?: number | undefined;
  signal?: AbortSignal | undefined;
}
export interface HttpAnswer {
  status: number;
  headers: Record<string, string>;
  body: Uint8Array;
  text(): string;
}
/**
 * An outbound call that brought no complete answer. `sent: false` is known: nothing of the request left the hub (no
 * address, refused, TLS failed, refused by the hub itself), so it may be sent again. `sent: true` means perhaps.
 */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  constructor(
    readonly sent: boolean,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
/**
 * Outbound HTTP. Private addresses are refused but for listed origins and the hub's own. Redirects are not followed.
 * Rejects with HttpFailure.
 */
export type Http = (url: string, request?: HttpRequest) => Promise<HttpAnswer>;

/** The office's own mail server, as a target's settings name it. */
export interface MailServer {
  host: string;
  port: number;
  /** `tls`: from the first byte. `starttls`: required. `none`: only to a listed host, such as a drill's. */
  security: 'tls' | 'starttls' | 'none';
  user?: string | undefined;
  password?: string | undefined;
}
export interface MailMessage {
  from: { name: string; address: string };
  to: { name: string; address: string };
  /** Where answers go, when not to the sender. */
  replyTo?: string | undefined;
  subject: string;
  text: string;
  html?: string | undefined;
  /** Without angle brackets. Named by the channel, so that a look can tell its own message. */
  messageId: string;
  inReplyTo?: string | undefined;
  attachments?: { name: string; mediaType: string; content: Uint8Array }[] | undefined;
}
/** What the server said when it took the message. Taken is not delivered: it may bounce later. */
export interface MailAnswer {
  response: string;
}
/**
 * A message that the server did not take. `sent: false` is known: it was refused, or the connection broke before the
 * message was complete. `sent: true` means perhaps. `code` is the server's, e.g. 451 (greylisted) or 550.
 */
export class MailFailure extends Error {
  override readonly name = 'MailFailure';
  constructor(
    readonly sent: boolean,
    message: string,
    readonly code?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
/** Outbound mail over SMTP to one recipient, checked like `Http`. Rejects with MailFailure. */
export type Mail = (server: MailServer, message: MailMessage) => Promise<MailAnswer>;
