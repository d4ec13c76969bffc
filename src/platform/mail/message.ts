import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { MailFailure, type MailMessage } from '../../contract/channel.js';

/** One plain address: neither a list, nor a name, nor a line break that would begin another header. */
const ADDRESS = /^[^\s@<>(),;:"\\[\]]{1,64}@[^\s@<>(),;:"\\[\]]{1,255}$/u;
const MESSAGE_ID = /^[A-Za-z0-9._+=-]{1,160}@[A-Za-z0-9.-]{1,160}$/;

/**
 * A message as its bytes go over the wire (RFC 5322), built before anything is connected to. Nothing is read from
 * files or addresses. Rejects with MailFailure `sent: false`.
 */
export async function composeMessage(message: MailMessage): Promise<Buffer> {
  for (const { address } of [message.from, message.to])
    if (!ADDRESS.test(address)) throw new MailFailure(false, `${JSON.stringify(address)} is no mail address`);
  for (const id of [message.messageId, message.inReplyTo])
    if (id !== undefined && !MESSAGE_ID.test(id))
      throw new MailFailure(false, `${JSON.stringify(id)} is no message id`);
  const { from, to, subject, text, html, messageId, inReplyTo, replyTo } = message;
  const reference =
    inReplyTo === undefined ? {} : { inReplyTo: `<${inReplyTo}>`, references: `<${inReplyTo}>` };
  const composer = new MailComposer({
    from,
    to,
    replyTo,
    subject,
    text,
    html,
    messageId: `<${messageId}>`,
    ...reference,
    attachments: message.attachments?.map(({ name, mediaType, content }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(content),
    })),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    return await new Promise((resolve, reject) => {
      composer.compile().build((error, built) => (error ? reject(error) : resolve(built)));
    });
  } catch (error) {
    throw new MailFailure(false, error instanceof Error ? error.message : 'not built', undefined, {
      cause: error,
    });
  }
}

/** A message's bytes that knows whether its last one was taken: only then can the server have seen the end of it. */
export class OutgoingBytes extends Readable {
  readonly #parts: Buffer[] = [];
  #ended = false;

  constructor(bytes: Buffer, partSize = 64 * 1024) {
    super();
    for (let at = 0; at < bytes.length; at += partSize) this.#parts.push(bytes.subarray(at, at + partSize));
    this.once('end', () => {
      this.#ended = true;
    });
  }

  /** Whether the final dot may have left. */
  get wholeTaken(): boolean {
    return this.#ended;
  }

  override _read(): void {
    this.push(this.#parts.shift() ?? null);
  }
}
