import { createServer, type RequestListener, type Server } from 'node:http';
import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { HttpFailure } from '../../contract/channel.js';
import { createHttp, type HttpOptions, type OutboundHttp } from './http.js';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(server: Server | TcpServer): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

const web = (listener: RequestListener): Promise<number> => start(createServer(listener));
const raw = (onData: (socket: Socket) => void): Promise<number> =>
  start(
    createTcpServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => {
        onData(socket);
      });
    }),
  );

function outbound(options: Partial<HttpOptions> = {}): OutboundHttp['http'] {
  const made = createHttp({ allowedOrigins: [], ...options });
  open.push(() => made.close());
  return made.http;
}

async function failure(call: Promise<unknown>): Promise<HttpFailure> {
  const error = await call.then(
    () => new Error('it was answered'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof HttpFailure)) throw error;
  return error;
}

test('a listed origin is reached: method, headers and body go out, the answer comes back', async () => {
  const port = await web((request, response) => {
    const chunks: Uint8Array[] = [];
    request.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(201, {
        'X-Seen': `${request.method} ${request.url} ${String(request.headers['x-key'])}`,
      });
      response.end(Buffer.concat(chunks));
    });
  });
  const origin = `http://127.0.0.1:${port}`;
  const answer = await outbound({ allowedOrigins: [origin] })(`${origin}/a?b=1`, {
    method: 'POST',
    headers: { 'X-Key': 'k' },
    body: '通播',
  });
  expect(answer).toMatchObject({ status: 201, headers: { 'x-seen': 'POST /a?b=1 k' } });
  expect(answer.text()).toBe('通播');
});

test.each([
  'http://127.0.0.1',
  'http://2130706433',
  'http://0x7f.1',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
  'http://[64:ff9b::7f00:1]',
  'http://[fe80::1]',
  'http://[fd00::1]',
  'http://10.1.2.3',
  'http://100.64.0.1',
  'http://169.254.169.254',
  'http://0.0.0.0',
  'http://localhost',
])('%s is refused before anything is sent', async (address) => {
  let asked = 0;
  const port = await web((_, response) => {
    asked += 1;
    response.end();
  });
  const { sent, message } = await failure(outbound()(`${address}:${port}/`));
  expect({ sent, asked }).toEqual({ sent: false, asked: 0 });
  expect(message).toContain('HUB_ALLOWED_ORIGINS');
});

test('a name is judged by the one look-up that the connection itself makes, and no private address of several is taken', async () => {
  let asked = 0;
  const port = await web((_, response) => {
    asked += 1;
    response.end();
  });
  const lookedUp: string[] = [];
  const http = outbound({
    resolve: (host, _, done) => {
      lookedUp.push(host);
      done(null, [
        { address: '::ffff:127.0.0.1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ]);
    },
  });
  expect(await failure(http(`http://name.example:${port}/`))).toMatchObject({ sent: false });
  expect({ asked, lookedUp }).toEqual({ asked: 0, lookedUp: ['name.example'] });
});

test('a redirect to a private address is not followed', async () => {
  let asked = 0;
  const inner = await web((_, response) => {
    asked += 1;
    response.end();
  });
  const port = await web((_, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${inner}/` }).end();
  });
  const origin = `http://127.0.0.1:${port}`;
  expect((await outbound({ allowedOrigins: [origin] })(origin)).status).toBe(302);
  expect(asked).toBe(0);
});

test('a refused connection is known not sent', async () => {
  const port = await web(() => undefined);
  const origin = `http://127.0.0.1:${port}`;
  await open.pop()?.();
  expect(
    await failure(outbound({ allowedOrigins: [origin] })(origin, { method: 'POST', body: 'x' })),
  ).toMatchObject({
    sent: false,
    cause: { code: 'ECONNREFUSED' },
  });
});

test('an unknown name is known not sent', async () => {
  const http = outbound({
    resolve: (host, _, done) => {
      done(Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' }), []);
    },
  });
  expect(await failure(http('https://nobody.example/'))).toMatchObject({ sent: false });
});

test('a TLS handshake with something else is known not sent', async () => {
  const port = await raw((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  const origin = `https://127.0.0.1:${port}`;
  const error = await failure(outbound({ allowedOrigins: [origin] })(origin, { method: 'POST', body: 'x' }));
  expect(error.sent).toBe(false);
});

test('a connection that breaks after the request was written leaves it open', async () => {
  const port = await raw((socket) => socket.destroy());
  const origin = `http://127.0.0.1:${port}`;
  const error = await failure(outbound({ allowedOrigins: [origin] })(origin, { method: 'POST', body: 'x' }));
  expect(error.sent).toBe(true);
});

test('silence after sending leaves it open and ends in time, whatever time the channel asked for', async () => {
  const port = await raw(() => undefined);
  const origin = `http://127.0.0.1:${port}`;
  const http = outbound({ allowedOrigins: [origin], maxTimeoutMs: 150 });
  const error = await failure(http(origin, { method: 'POST', body: 'x', timeoutMs: 60_000 }));
  expect(error).toMatchObject({ sent: true, message: 'no complete answer within 150 ms' });
});

test('an abort ends the call; before it began, it is known not sent', async () => {
  const stop = new AbortController();
  const port = await raw(() => {
    stop.abort(new Error('the run is over'));
  });
  const origin = `http://127.0.0.1:${port}`;
  const http = outbound({ allowedOrigins: [origin] });
  expect(await failure(http(origin, { signal: stop.signal }))).toMatchObject({ sent: true });
  expect(await failure(http(origin, { signal: stop.signal }))).toMatchObject({ sent: false });
});

test('an answer that is too long is an error, and no more of it is read', async () => {
  const port = await web((_, response) => {
    response.end('x'.repeat(5_000));
  });
  const origin = `http://127.0.0.1:${port}`;
  const http = outbound({ allowedOrigins: [origin], maxBytes: 1_000 });
  expect(await failure(http(origin, { maxBytes: 1_000_000 }))).toMatchObject({
    sent: true,
    message: 'the answer is longer than 1000 bytes',
  });
});

test.each(['nonsense', 'file:///etc/passwd', 'http://name:password@example.cn/'])(
  '%s is not called',
  async (address) => {
    expect(await failure(outbound()(address))).toMatchObject({ sent: false });
  },
);
