import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { Json, type LocalizedText } from '../../../src/contract/values.js';
import { Callbacks } from './callbacks.js';
import { Portal, type Identity } from './portal.js';
import { siteOf } from './site.js';
import { Memory } from './state.js';

/** What the program is started with. */
export const DrillOptions = z.object({
  dataDir: z.string().min(1),
  hubPublicUrl: z.url(),
  /** Wanted ports, one a portal; those of the last run are taken before them. */
  ports: z.array(z.int().min(0).max(65_535)).optional(),
});
export type DrillOptions = z.infer<typeof DrillOptions>;

/** What the program prints once it serves. */
export interface DrillLine {
  url: string;
  title: LocalizedText;
  origins: string[];
  targets: Record<string, Json>;
}

export interface Drill {
  origins: string[];
  line: DrillLine;
  portal(slug: string): Portal;
  /** Resolves when every status message was taken or given up. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const identities: readonly Identity[] = [
  {
    slug: 'city-portal',
    name: '明川市人民政府门户网站',
    english: 'Mingchuan Municipal Government',
    mode: 'handoff',
    colour: '#0b5cad',
    contact: '市政府门户网站编辑部值班岗，电话 0000-5550101（演练），工作日 8:30—17:30',
  },
  {
    slug: 'city-news',
    name: '明川市新闻网',
    english: 'Mingchuan News',
    mode: 'interface',
    colour: '#a8201a',
    contact: '市新闻网政务频道编辑岗，电话 0000-5550102（演练），每日 7:00—23:00',
  },
  {
    slug: 'integrity',
    name: '明川廉政网',
    english: 'Mingchuan Integrity Online',
    mode: 'interface',
    colour: '#7a4a12',
    contact: '廉政网信息岗，电话 0000-5550103（演练），工作日 8:30—17:30',
  },
];

/**
 * Starts the three portals on loopback, one origin each, as somebody else's portals have. The same data folder brings
 * back the same ports, keys, articles and submissions.
 */
export async function openDrill(
  options: DrillOptions & { now?: () => Date; warn?: (words: string) => void },
): Promise<Drill> {
  const { dataDir, hubPublicUrl, now = () => new Date(), warn = () => undefined } = options;
  const memory = await Memory.open(
    dataDir,
    identities.map(({ slug }) => slug),
  );
  const callbacks = new Callbacks(new URL(hubPublicUrl).origin, warn);
  const servers: Server[] = [];
  const portals: Portal[] = [];
  for (const [index, identity] of identities.entries()) {
    const server = createServer();
    const port = await listen(server, [memory.state.ports[index], options.ports?.[index], 0]);
    memory.state.ports[index] = port;
    servers.push(server);
    const origin = `http://127.0.0.1:${String(port)}`;
    portals.push(new Portal({ identity, memory, origin, now, callbacks }));
  }
  for (const [index, portal] of portals.entries()) servers[index]?.on('request', siteOf(portal, portals));
  await memory.save();
  return {
    origins: portals.map(({ origin }) => origin),
    line: lineOf(portals),
    portal(slug) {
      const found = portals.find(({ identity }) => identity.slug === slug);
      if (!found) throw new Error(`the drill has no portal ${slug}`);
      return found;
    },
    settled: () => callbacks.settled(),
    async close() {
      for (const portal of portals) portal.close();
      await callbacks.close();
      await Promise.all(servers.map(shut));
      await memory.save();
    },
  };
}

/** Tries the ports in their order; the last one must be 0, which is always free. */
async function listen(server: Server, ports: (number | undefined)[]): Promise<number> {
  for (const port of ports) {
    if (port === undefined) continue;
    const taken = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once('error', resolve);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', resolve);
        resolve(undefined);
      });
    });
    if (taken === undefined) return (server.address() as AddressInfo).port;
    if (taken.code !== 'EADDRINUSE' && taken.code !== 'EACCES') throw taken;
  }
  throw new Error('no port is free');
}

const shut = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });

function lineOf(portals: readonly Portal[]): DrillLine {
  const [first] = portals;
  if (!first) throw new Error('a drill without portals');
  return {
    url: `${first.origin}/drill`,
    title: { zh: '演练门户', en: 'Drill portals' },
    origins: portals.map(({ origin }) => origin),
    targets: Object.fromEntries(portals.map((portal) => [portal.identity.slug, settingsOf(portal)])),
  };
}

/** The settings of the hub's target that talks to a portal. */
function settingsOf({ identity, origin, state }: Portal): Json {
  const { mode, contact, slug } = identity;
  const common = { mode, origins: [origin], contact, drill: true };
  return mode === 'handoff'
    ? { ...common, deskUrl: `${origin}/desk` }
    : { ...common, submitUrl: `${origin}/api/submissions`, keyId: slug, key: state.key };
}
