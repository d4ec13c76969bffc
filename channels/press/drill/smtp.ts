import type { Socket } from 'node:net';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Mail, MailStore } from './store.js';

const MAX_MESSAGE = 20 * 1024 * 1024;

type Reply = Error & { responseCode: number };
const reply = (responseCode: number, words: string): Reply =>
  Object.assign(new Error(words), { responseCode });

/** A real receiver: takes what comes, but for what its page says it shall refuse, defer, lose or send back. */
export function openSmtp(store: MailStore, now: () => Date, arrived: (mail: Mail) => void): SMTPServer {
  const sockets = new Map<number, Socket>();
  const server = new SMTPServer({
    banner: 'drill mailbox',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MESSAGE,
    closeTimeout: 200,
    onRcptTo({ address }, _session, done) {
      judge(store, address, now()).then(
        (refusal) => done(refusal),
        (error: unknown) => done(reply(451, String(error))),
      );
    },
    onData(stream, session, done) {
      take(store, stream, session, now()).then(
        (mail) => {
          if (store.state.faults[mail.to] === 'drop') sockets.get(session.remotePort)?.destroy();
          else done(null, `taken as ${String(mail.id)}`);
          arrived(mail);
        },
        (error: unknown) => done(reply(451, String(error))),
      );
    },
  });
  server.server.on('connection', (socket: Socket) => {
    const { remotePort = 0 } = socket;
    sockets.set(remotePort, socket);
    socket.once('close', () => sockets.delete(remotePort));
  });
  // A client that goes away in the middle of a talk is no trouble of ours.
  server.on('error', () => undefined);
  return server;
}

/** Undefined: the address may have mail. */
async function judge(store: MailStore, address: string, now: Date): Promise<Reply | undefined> {
  const to = address.toLowerCase();
  const fault = store.state.faults[to];
  if (fault === 'refuse') return refuse(550, `5.1.1 <${to}>: no such mailbox (drill)`);
  if (fault !== 'greylist') return undefined;
  await store.setFault(to, undefined);
  return refuse(451, '4.7.1 greylisted, try again later (drill)');

  async function refuse(code: number, words: string): Promise<Reply> {
    await store.refused(now, to, `${String(code)} ${words}`);
    return reply(code, words);
  }
}

async function take(
  store: MailStore,
  stream: SMTPServerDataStream,
  { envelope }: SMTPServerSession,
  now: Date,
): Promise<Mail> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const parsed = await simpleParser(bytes);
  const to = envelope.rcptTo[0]?.address.toLowerCase() ?? '';
  const isBouncing = store.state.faults[to] === 'bounce';
  return store.add(
    {
      at: now.toISOString(),
      from: textOf(parsed.from),
      to,
      subject: parsed.subject ?? '',
      messageId: parsed.messageId ?? '',
      ...(isBouncing ? { bounce: {} } : {}),
    },
    bytes,
  );
}

const textOf = (from: AddressObject | undefined): string => from?.text ?? '';
