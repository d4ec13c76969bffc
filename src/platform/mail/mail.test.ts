import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ParsedMail } from 'mailparser';
import { MailFailure, type MailMessage, type MailServer } from '../../contract/channel.js';
import { OutboundAllowList, smtpEntry } from '../http/index.js';
import { open, receiver, scripted } from '../../../test/support/smtp.js';
import { createMail, type MailOptions } from './mail.js';

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

const message: MailMessage = {
  from: { name: '望河城管 新闻联络', address: 'press@wanghe.example' },
  to: { name: '日报，编辑部', address: 'desk@daily.example' },
  replyTo: 'liaison@wanghe.example',
  subject: '【禁发】关于开展冬季市容环境集中整治的通告',
  text: '第一行\n.\n第二行',
  html: '<p>第一行</p>',
  messageId: 'key.v1.desk@wanghe.example',
  inReplyTo: 'key.v0.desk@wanghe.example',
  attachments: [{ name: '图片一.png', mediaType: 'image/png', content: new Uint8Array([1, 2, 3]) }],
};

const refusal = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });
const at = (port: number, change: Partial<MailServer> = {}): MailServer => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  ...change,
});
const listing = (port: number, options: Partial<MailOptions> = {}) =>
  createMail({ allowList: new OutboundAllowList([smtpEntry('127.0.0.1', port)]), ...options });

async function failure(call: Promise<unknown>): Promise<MailFailure> {
  const error = await call.then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MailFailure)) throw error;
  return error;
}

test('a message arrives whole, with its names, its ids and its file', async () => {
  const { port, taken } = await receiver();
  const answer = await listing(port)(at(port), message);
  expect(answer.response).toContain('taken as 42');
  const [{ mail, to } = { mail: {} as ParsedMail, to: [] }] = taken;
  expect(to).toEqual(['desk@daily.example']);
  expect(mail.subject).toBe(message.subject);
  expect(mail.from?.value).toEqual([{ name: '望河城管 新闻联络', address: 'press@wanghe.example' }]);
  expect(mail.to).toMatchObject({ value: [{ name: '日报，编辑部', address: 'desk@daily.example' }] });
  expect(mail.replyTo?.value[0]?.address).toBe('liaison@wanghe.example');
  expect(mail.messageId).toBe('<key.v1.desk@wanghe.example>');
  expect(mail.inReplyTo).toBe('<key.v0.desk@wanghe.example>');
  expect(mail.text?.trimEnd()).toBe('第一行\n.\n第二行');
  expect(mail.html).toBe('<p>第一行</p>');
  expect(mail.attachments).toMatchObject([{ filename: '图片一.png', contentType: 'image/png', size: 3 }]);
});

test('a server that wants a log-in gets it', async () => {
  const seen: unknown[] = [];
  const { port, taken } = await receiver({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) => {
      seen.push([username, password]);
      if (password === 'right') done(null, { user: username });
      else done(refusal(535, 'wrong password'));
    },
  });
  await listing(port)(at(port, { user: 'press', password: 'right' }), message);
  expect(taken).toHaveLength(1);
  const error = await failure(listing(port)(at(port, { user: 'press', password: 'wrong' }), message));
  expect(error).toMatchObject({ sent: false, code: 535 });
  const { port: without } = await receiver();
  expect(
    await failure(listing(without)(at(without, { user: 'press', password: 'right' }), message)),
  ).toMatchObject({
    sent: false,
    code: 535,
  });
  expect(seen).toEqual([
    ['press', 'right'],
    ['press', 'wrong'],
  ]);
});

describe('what the server refuses is known not to be sent, with its own words', () => {
  test('a wrong address', async () => {
    const { port, taken } = await receiver({
      onRcptTo: (_, __, done) => done(refusal(550, 'no such mailbox here')),
    });
    const error = await failure(listing(port)(at(port), message));
    expect(error).toMatchObject({ sent: false, code: 550 });
    expect(error.message).toContain('no such mailbox here');
    expect(taken).toEqual([]);
  });

  test('not now (greylisted)', async () => {
    const { port } = await receiver({ onRcptTo: (_, __, done) => done(refusal(451, 'try again later')) });
    expect(await failure(listing(port)(at(port), message))).toMatchObject({ sent: false, code: 451 });
  });

  test('the message itself, after its end', async () => {
    const { port } = await receiver({
      onData: (stream, _, done) => {
        stream.on('end', () => done(refusal(554, 'looks like junk'))).resume();
      },
    });
    expect(await failure(listing(port)(at(port), message))).toMatchObject({ sent: false, code: 554 });
  });
});

describe('what breaks off', () => {
  const dialogue =
    (
      atEnd: (socket: Socket) => void,
      atData: (socket: Socket) => void = (socket) => socket.write('354 go on\r\n'),
    ) =>
    (line: string, socket: Socket) => {
      if (/^EHLO/.test(line)) socket.write('250 hello\r\n');
      else if (/^(MAIL|RCPT)/.test(line)) socket.write('250 fine\r\n');
      else if (line === 'DATA') atData(socket);
      else if (line === '.') atEnd(socket);
    };

  test('behind the last byte may have been taken', async () => {
    const port = await scripted(
      '220 here',
      dialogue((socket) => socket.destroy()),
    );
    expect(await failure(listing(port)(at(port), message))).toMatchObject({ sent: true, code: undefined });
  });

  test('or stays silent there: it ends in time, and may have been taken', async () => {
    const port = await scripted(
      '220 here',
      dialogue(() => undefined),
    );
    const error = await failure(listing(port, { maxTimeoutMs: 300 })(at(port), message));
    expect(error).toMatchObject({ sent: true, message: 'no complete answer within 300 ms' });
  });

  test('before the message is known not to be sent', async () => {
    const port = await scripted(
      '220 here',
      dialogue(
        () => undefined,
        (socket) => socket.destroy(),
      ),
    );
    expect(await failure(listing(port)(at(port), message))).toMatchObject({ sent: false });
  });

  test('in the middle of a long message is known not to be sent', async () => {
    const port = await scripted('220 here', (line, socket) => {
      if (line === 'DATA') {
        socket.write('354 go on\r\n');
        socket.pause();
        setTimeout(() => socket.destroy(), 100);
      } else dialogue(() => undefined)(line, socket);
    });
    const content = new Uint8Array(6 * 1024 * 1024);
    const long = {
      ...message,
      attachments: [{ name: 'a.bin', mediaType: 'application/octet-stream', content }],
    };
    expect(await failure(listing(port)(at(port), long))).toMatchObject({ sent: false });
  });

  test('or never greets ends in time', async () => {
    const port = await scripted(undefined, () => undefined);
    expect(await failure(listing(port, { maxTimeoutMs: 200 })(at(port), message))).toMatchObject({
      sent: false,
    });
  });

  test('or is not there at all', async () => {
    const port = await scripted(undefined, () => undefined);
    await open.pop()?.();
    expect(await failure(listing(port)(at(port), message))).toMatchObject({ sent: false });
  });
});

describe('TLS', () => {
  test('starttls is required: a server without it gets nothing', async () => {
    const { port, taken } = await receiver();
    expect(await failure(listing(port)(at(port, { security: 'starttls' }), message))).toMatchObject({
      sent: false,
    });
    expect(taken).toEqual([]);
  });

  test.each(['tls', 'starttls'] as const)(
    '%s with a certificate that nobody vouches for gets nothing',
    async (security) => {
      const { port, taken } = await receiver({ secure: security === 'tls', disabledCommands: ['AUTH'] });
      const error = await failure(listing(port)(at(port, { security }), message));
      expect(error.sent).toBe(false);
      expect(error.message).toMatch(/certificate/);
      expect(taken).toEqual([]);
    },
  );
});

describe('where mail may go', () => {
  const nowhere = createMail({ allowList: new OutboundAllowList() });

  test.each(['127.0.0.1', '10.1.2.3', '[::1]', '169.254.169.254'])(
    '%s is refused when it is not listed',
    async (host) => {
      const error = await failure(nowhere({ host, port: 25, security: 'tls' }, message));
      expect(error).toMatchObject({ sent: false });
      expect(error.message).toContain('HUB_ALLOWED_ORIGINS');
    },
  );

  test('a name is judged by what it leads to', async () => {
    const { port, taken } = await receiver();
    const mail = createMail({
      allowList: new OutboundAllowList(),
      resolve: (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]),
    });
    expect(await failure(mail({ host: 'mail.example', port, security: 'starttls' }, message))).toMatchObject({
      sent: false,
      message: expect.stringContaining('no public address') as unknown as string,
    });
    expect(taken).toEqual([]);
  });

  test('in the clear only to a listed server', async () => {
    const error = await failure(nowhere({ host: 'mail.example', port: 25, security: 'none' }, message));
    expect(error.message).toContain('smtp://');
  });
});

test.each([
  ['two recipients in one', { to: { name: '', address: 'a@x.example, b@x.example' } }],
  ['a header in an address', { to: { name: '', address: 'a@x.example\r\nBcc: b@x.example' } }],
  ['an id with a line break', { messageId: 'a@x.example>\r\nBcc: b@x.example' }],
])('%s is refused before anything is connected to', async (_, change) => {
  const { port, taken } = await receiver();
  expect(await failure(listing(port)(at(port), { ...message, ...change }))).toMatchObject({ sent: false });
  expect(taken).toEqual([]);
});

test('names and subjects cannot smuggle a header in', async () => {
  const { port, taken } = await receiver();
  const evil = 'x\r\nBcc: victim@else.example\r\n\r\nhello';
  await listing(port)(at(port), {
    ...message,
    subject: evil,
    to: { name: evil, address: 'desk@daily.example' },
  });
  const { headers } = taken[0]?.mail ?? {};
  expect(headers?.has('bcc')).toBe(false);
  expect(taken[0]?.to).toEqual(['desk@daily.example']);
});
