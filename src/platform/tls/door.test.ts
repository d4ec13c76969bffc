import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Logger } from '../log/index.js';
import { secureCookies } from '../web/secure-cookies.js';
import { Authority } from './authority.js';
import { SecureDoor } from './door.js';
import { hostNames } from './names.js';

const DAY_MS = 86_400_000;
/** The other end goes by the machine's clock, so the door's begins long before it. */
const start = Date.now() - 165 * DAY_MS;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined } as unknown as Logger;

let home: string;
let inner: Server;
let door: SecureDoor | undefined;
let passed = 0;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hub-door-'));
  passed = 0;
  inner = createServer((incoming, response) => {
    secureCookies(incoming, response, () => {
      response.setHeader('set-cookie', ['a=1; HttpOnly', 'b=2; Secure']);
      response.end(`seen ${incoming.url ?? ''}`);
    });
  });
});
afterEach(async () => {
  door?.close();
  door?.server.close();
  await rm(home, { recursive: true, force: true });
});

async function open(supplied?: { certificate: string; key: string }): Promise<number> {
  const tls = { port: 0, names: ['hub.office.lan', '127.0.0.1'], supplied };
  door = await SecureDoor.make({ tls, home, logger: quiet, now: () => new Date(start + passed) });
  door.leadTo(inner);
  await new Promise<void>((resolve) => door?.server.listen(0, '127.0.0.1', resolve));
  return (door.server.address() as AddressInfo).port;
}

/** What the door answers to somebody who trusts `ca` and nobody else, with the certificate that it showed. */
const ask = (port: number, ca: string, servername = 'hub.office.lan') =>
  new Promise<{ text: string; cookies: string[]; serial: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/x', ca, servername, agent: false }, (answer) => {
      const { serialNumber } = (answer.socket as TLSSocket).getPeerCertificate();
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => {
        resolve({ text, cookies: answer.headers['set-cookie'] ?? [], serial: serialNumber });
      });
    })
      .on('error', reject)
      .end();
  });

const ownCa = async () => (await Authority.load(home, hostNames([]), new Date(start))).certificate;

test('who trusts the hub’s CA comes in, and cookies that are set there stay there', async () => {
  const port = await open();
  const { text, cookies } = await ask(port, await ownCa());
  expect(text).toBe('seen /x');
  expect(cookies).toEqual(['a=1; HttpOnly; Secure', 'b=2; Secure']);
  await expect(ask(port, await ownCa(), 'elsewhere.office.lan')).rejects.toThrow(/altname/);
});

test('a certificate that runs out is replaced while the door stays open', async () => {
  const port = await open();
  const before = await ask(port, await ownCa());
  expect(await door?.renew()).toBe(false);
  passed = 140 * DAY_MS;
  expect(await door?.renew()).toBe(false);
  passed = 165 * DAY_MS;
  expect(await door?.renew()).toBe(true);
  expect((await ask(port, await ownCa())).serial).not.toBe(before.serial);
});

test('a supplied certificate is shown, and its successor when the file is replaced', async () => {
  const authority = await Authority.load(join(home, 'elsewhere'), hostNames([]), new Date(start));
  const paths = { certificate: join(home, 'cert.pem'), key: join(home, 'key.pem') };
  const supply = async () => {
    const issued = await authority.issue(hostNames(['hub.office.lan']), new Date(start));
    await writeFile(paths.certificate, issued.certificate);
    await writeFile(paths.key, issued.key);
  };
  await expect(open(paths)).rejects.toThrow('HUB_TLS_CERT');
  await supply();
  const port = await open(paths);
  const before = await ask(port, authority.certificate);
  expect(await door?.renew()).toBe(false);
  await supply();
  expect(await door?.renew()).toBe(true);
  expect((await ask(port, authority.certificate)).serial).not.toBe(before.serial);
});
