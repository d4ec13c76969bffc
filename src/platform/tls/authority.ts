import 'reflect-metadata';
import { createHash, X509Certificate as Parsed } from 'node:crypto';
import { join } from 'node:path';
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName, GeneralSubtree, GeneralSubtrees, NameConstraints } from '@peculiar/asn1-x509';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import ipaddr from 'ipaddr.js';
import { readOrCreatePrivate } from '../private-file.js';
import type { HostNames } from './names.js';

/** The CA cannot vouch for a name. The message is a sentence for the person who starts the hub. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';
}

/** A certificate with its key, in PEM. */
export interface Issued {
  certificate: string;
  key: string;
  notAfter: Date;
}

const curve = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const NAME_CONSTRAINTS = '2.5.29.30';
const YEAR_MS = 365 * 86_400_000;
const CA_YEARS = 20;
/** Apple's devices take no certificate that is good for longer than 825 days, whoever issued it. */
const LEAF_MS = 180 * 86_400_000;
/** Clocks of small boxes are late. */
const EARLIER_MS = 2 * 86_400_000;

/** What a hub on an office's own network may be called. A CA that is trusted on a box can vouch for nothing else. */
const PRIVATE_NETWORKS = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
];
const PRIVATE_NAMES = ['localhost', 'local', 'lan', 'internal', 'intranet', 'home.arpa'];

/**
 * The hub's own certificate authority, for screens and desks on the office's network. It can vouch for private addresses,
 * for names that only an inner network has, and for those that it was made for (RFC 5280, 4.2.1.10).
 */
export class Authority {
  /** In PEM, for whoever is to trust it. */
  readonly certificate: string;
  /** SHA-256 of the certificate, in upper-case hex with colons, as browsers and openssl write it. */
  readonly fingerprint: string;

  private constructor(
    private readonly root: X509Certificate,
    private readonly key: CryptoKey,
  ) {
    this.certificate = root.toString('pem');
    this.fingerprint = new Parsed(this.certificate).fingerprint256;
  }

  /**
   * Reads `<home>/keys/tls-authority.pem` (mode 600), certificate and key, which is made when it is missing. It lies with
   * the hub's other keys, and moves along with them.
   * @throws Error with a sentence when the file is damaged
   */
  static async load(home: string, names: HostNames, now: Date): Promise<Authority> {
    const path = join(home, 'keys', 'tls-authority.pem');
    const text = await readOrCreatePrivate(path, async () => create(names, now));
    try {
      const [certificate, key] = PemConverter.decode(text);
      if (!certificate || !key) throw new Error('it holds no certificate and key');
      return new Authority(new X509Certificate(certificate), await importKey(key));
    } catch (cause) {
      throw new Error(`The hub's certificate authority, ${path}, is damaged: put it back from a backup.`, {
        cause,
      });
    }
  }

  /** Those of the names for which it may vouch. */
  known({ dns, ip }: HostNames): HostNames {
    const may = (name: string) => this.mayVouchFor(name);
    return { dns: dns.filter(may), ip: ip.filter(may) };
  }

  /**
   * A server's certificate with a key of its own.
   * @throws AuthorityError when it may not vouch for one of the names
   */
  async issue(names: HostNames, now: Date): Promise<Issued> {
    const strange = [...names.dns, ...names.ip].filter((name) => !this.mayVouchFor(name));
    if (strange.length > 0)
      throw new AuthorityError(
        `The hub's own CA was not made for ${strange.join(', ')}: set HUB_TLS_NAMES to names of the office's network, supply a certificate (HUB_TLS_CERT), or remove tls-authority.pem from the folder of the hub's keys, after which every screen has to trust the new CA.`,
      );
    const pair = await newPair();
    const notAfter = new Date(Math.min(now.getTime() + LEAF_MS, this.root.notAfter.getTime()));
    const leaf = await X509CertificateGenerator.create({
      ...validity(now, notAfter),
      serialNumber: newSerial(),
      subject: `CN=${names.dns[0] ?? names.ip[0] ?? 'localhost'}`,
      issuer: this.root.subject,
      publicKey: pair.publicKey,
      signingKey: this.key,
      signingAlgorithm: curve,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([
          ...names.dns.map((value) => ({ type: 'dns' as const, value })),
          ...names.ip.map((value) => ({ type: 'ip' as const, value })),
        ]),
        await SubjectKeyIdentifierExtension.create(pair.publicKey),
        await AuthorityKeyIdentifierExtension.create(this.root.publicKey),
      ],
    });
    return { certificate: leaf.toString('pem'), key: await exportKey(pair.privateKey), notAfter };
  }

  private mayVouchFor(name: string): boolean {
    const extension = this.root.getExtension(NAME_CONSTRAINTS);
    const permitted = extension
      ? AsnConvert.parse(extension.value, NameConstraints).permittedSubtrees
      : undefined;
    return [...(permitted ?? [])].some(({ base }) => {
      if (base.dNSName !== undefined) return name === base.dNSName || name.endsWith(`.${base.dNSName}`);
      return base.iPAddress !== undefined && ipaddr.isValid(name) && isWithin(name, base.iPAddress);
    });
  }
}

function isWithin(address: string, network: string): boolean {
  const own = ipaddr.parse(address);
  const [range, bits] = ipaddr.parseCIDR(network);
  return own.kind() === range.kind() && own.match(range, bits);
}

async function create(names: HostNames, now: Date): Promise<string> {
  const pair = await newPair();
  const base = (parts: Partial<GeneralName>) => new GeneralSubtree({ base: new GeneralName(parts) });
  const dns = new Set([...PRIVATE_NAMES, ...names.dns]);
  const ips = new Set([...PRIVATE_NETWORKS, ...names.ip.filter((ip) => !isPrivate(ip)).map(alone)]);
  const permittedSubtrees = new GeneralSubtrees([
    ...[...dns].map((dNSName) => base({ dNSName })),
    ...[...ips].map((iPAddress) => base({ iPAddress })),
  ]);
  const root = await X509CertificateGenerator.createSelfSigned({
    ...validity(now, new Date(now.getTime() + CA_YEARS * YEAR_MS)),
    serialNumber: newSerial(),
    name: `CN=Tongbo hub ${createHash('sha256').update(newSerial()).digest('hex').slice(0, 8)}, O=Tongbo`,
    keys: pair,
    signingAlgorithm: curve,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      new Extension(NAME_CONSTRAINTS, true, AsnConvert.serialize(new NameConstraints({ permittedSubtrees }))),
      await SubjectKeyIdentifierExtension.create(pair.publicKey),
    ],
  });
  return `${root.toString('pem')}\n${await exportKey(pair.privateKey)}\n`;
}

const isPrivate = (ip: string): boolean => PRIVATE_NETWORKS.some((network) => isWithin(ip, network));
const alone = (ip: string): string => `${ip}/${ipaddr.parse(ip).kind() === 'ipv4' ? 32 : 128}`;

const validity = (now: Date, notAfter: Date) => ({
  notBefore: new Date(now.getTime() - EARLIER_MS),
  notAfter,
});

/** A positive number of 16 random bytes, in hex. */
function newSerial(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

const newPair = (): Promise<CryptoKeyPair> => crypto.subtle.generateKey(curve, true, ['sign', 'verify']);
const exportKey = async (key: CryptoKey): Promise<string> =>
  PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
const importKey = (pkcs8: ArrayBuffer): Promise<CryptoKey> =>
  crypto.subtle.importKey('pkcs8', pkcs8, curve, false, ['sign']);
