import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { OutboundAllowList, smtpEntry } from '../../../src/platform/http/index.js';
import { createMail } from '../../../src/platform/mail/index.js';
import { until } from '../../../test/support/until.js';
import { PressSettings } from '../settings.js';
import { openDrill, type Drill } from './server.js';

let folder: string;
let drill: Drill;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongbo-drill-'));
  drill = await openDrill({ dataDir: folder, hubPublicUrl: 'http://127.0.0.1:9' });
});
afterEach(async () => {
  await drill.close();
  rmSync(folder, { recursive: true, force: true });
});

function send(subject: string): Promise<unknown> {
  const { host, port } = drill.smtp;
  const mail = createMail({ allowList: new OutboundAllowList([smtpEntry(host, port)]) });
  return mail(
    { host, port, security: 'none' },
    {
      from: { name: '望河城管', address: 'press@wanghe.example' },
      to: { name: '', address: 'desk@daily.drill.example' },
      subject,
      text: 'http://127.0.0.1:9/press/daily/p/x',
      html: '<html><head></head><body><script>x()</script><p>正文</p></body></html>',
      messageId: `${subject}@wanghe.example`,
    },
  );
}

test('its settings fit the channel, and say that it is a drill', () => {
  for (const settings of Object.values(drill.targets)) expect(PressSettings.parse(settings).drill).toBe(true);
  expect(Object.keys(drill.targets)).toEqual(['daily', 'radio']);
});

test('what arrived, the faults and the ports are still there after a restart', async () => {
  await send('one');
  await drill.setFault('photo@daily.drill.example', 'refuse');
  const { url, smtp, targets } = drill;
  await drill.close();
  drill = await openDrill({ dataDir: folder, hubPublicUrl: 'http://127.0.0.1:9' });
  expect({ url: drill.url, smtp: drill.smtp, targets: drill.targets }).toEqual({ url, smtp, targets });
  expect(drill.mails().map(({ subject }) => subject)).toEqual(['one']);
  await send('one');
  expect(drill.mails().map(({ repeat }) => repeat)).toEqual([false, true]);
  expect(await (await fetch(drill.url)).text()).toContain('<option value="refuse" selected>');
});

test('a page shows a message in a frame that runs nothing, and says that it is a drill', async () => {
  await send('two');
  const page = await fetch(`${drill.url}/mails/1`);
  const html = await page.text();
  expect(html).toContain('演练');
  expect(html).toContain('<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(page.headers.get('content-security-policy')).not.toContain('script-src');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect((await fetch(`${drill.url}/mails/9`)).status).toBe(404);
});

test('its forms are not turned by other sites', async () => {
  const body = new URLSearchParams({ address: 'desk@daily.drill.example', fault: 'refuse' });
  const foreign = await fetch(`${drill.url}/faults`, {
    method: 'POST',
    body,
    headers: { origin: 'http://evil.example' },
  });
  expect(foreign.status).toBe(403);
  await send('three');
  const own = await fetch(`${drill.url}/faults`, { method: 'POST', body, redirect: 'manual' });
  expect(own.status).toBe(303);
  await expect(send('four')).rejects.toMatchObject({ sent: false, code: 550 });
});

test('a hub that is away is told of a bounce when it comes back', async () => {
  await drill.close();
  const seen: string[] = [];
  const hub = createServer((request, response) => {
    seen.push(String(request.url));
    response.writeHead(seen.length === 1 ? 503 : 202).end();
  });
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const { port } = hub.address() as AddressInfo;
  drill = await openDrill({ dataDir: folder, hubPublicUrl: `http://127.0.0.1:${String(port)}` });
  try {
    await drill.setFault('desk@daily.drill.example', 'bounce');
    await send('five');
    await until(() => drill.mails()[0]?.bounce?.toldAt);
    expect(seen).toEqual(['/press/daily/bounce', '/press/daily/bounce']);
  } finally {
    hub.closeAllConnections();
    await new Promise((resolve) => hub.close(resolve));
  }
});
