import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Authority, AuthorityError } from './authority.js';

const now = new Date('2026-03-02T00:00:00Z');
const names = { dns: ['localhost', 'hub.office.lan', 'hub'], ip: ['127.0.0.1', '10.1.2.3', 'fd00::5'] };
const DAY_MS = 86_400_000;

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'hub-tls-'));
});
afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

test('the authority is made once, and its file is closed to others', async () => {
  const [one, two] = await Promise.all([Authority.load(home, names, now), Authority.load(home, names, now)]);
  expect(two.fingerprint).toBe(one.fingerprint);
  expect(one.fingerprint).toMatch(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/);
  expect((await stat(join(home, 'keys', 'tls-authority.pem'))).mode & 0o077).toBe(0);
  const root = new X509Certificate(one.certificate);
  expect(root.ca).toBe(true);
  expect(root.verify(root.publicKey)).toBe(true);
});

test('a certificate is good for its names and for no others', async () => {
  const authority = await Authority.load(home, names, now);
  const { certificate, notAfter } = await authority.issue(names, now);
  const leaf = new X509Certificate(certificate);
  const root = new X509Certificate(authority.certificate);
  expect(leaf.checkIssued(root)).toBe(true);
  expect(leaf.verify(root.publicKey)).toBe(true);
  expect(leaf.ca).toBe(false);
  for (const name of names.dns) expect(leaf.checkHost(name)).toBe(name);
  for (const address of names.ip) expect(leaf.checkIP(address)).toBe(address);
  expect(leaf.checkHost('other.office.lan')).toBeUndefined();
  expect(leaf.checkIP('10.1.2.4')).toBeUndefined();
  // Apple's limit, and room for a box whose clock is a day late.
  expect(notAfter.getTime() - new Date(leaf.validFrom).getTime()).toBeLessThan(825 * DAY_MS);
  expect(new Date(leaf.validFrom).getTime()).toBeLessThan(now.getTime() - DAY_MS);
});

test.each([
  ['a name of the open net', { dns: ['www.example.com'], ip: [] }],
  ['an address of the open net', { dns: [], ip: ['203.0.113.5'] }],
])('it does not vouch for %s', async (_, strange) => {
  const authority = await Authority.load(home, names, now);
  await expect(authority.issue(strange, now)).rejects.toThrow(AuthorityError);
});

test('of the names that a machine gives itself it takes those for which it may vouch', async () => {
  const authority = await Authority.load(home, names, now);
  expect(authority.known({ dns: ['hub', 'www.example.com'], ip: ['203.0.113.5', '10.9.9.9'] })).toEqual({
    dns: ['hub'],
    ip: ['10.9.9.9'],
  });
});

test('unless it was made for it; and names of an inner network may come later', async () => {
  const authority = await Authority.load(home, { dns: ['hub.example.gov'], ip: ['203.0.113.5'] }, now);
  await expect(
    authority.issue({ dns: ['hub.example.gov'], ip: ['203.0.113.5'] }, now),
  ).resolves.toBeDefined();
  await expect(authority.issue({ dns: ['new.office.lan'], ip: ['192.168.7.7'] }, now)).resolves.toBeDefined();
  await expect(authority.issue({ dns: ['nothub.example.gov'], ip: [] }, now)).rejects.toThrow(AuthorityError);
});

test('a damaged file is named, and nothing is made in its place', async () => {
  await Authority.load(home, names, now);
  const path = join(home, 'keys', 'tls-authority.pem');
  await writeFile(path, '-----BEGIN CERTIFICATE-----');
  await expect(Authority.load(home, names, now)).rejects.toThrow(path);
  expect(await readFile(path, 'utf8')).toBe('-----BEGIN CERTIFICATE-----');
});
