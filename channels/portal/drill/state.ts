import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Instant } from '../../../src/contract/values.js';
import { Status, Submission } from '../protocol.js';

/** What the drill does wrong, or by itself, until it is told otherwise. */
export const Behaviour = z.object({
  /** Adopts what was submitted after so many milliseconds; null: an editor does it. */
  adoptAfterMs: z.int().min(0).max(86_400_000).nullable(),
  /** Takes down what it is asked to after so many milliseconds; null: an editor does it. */
  withdrawAfterMs: z.int().min(0).max(86_400_000).nullable(),
  /** How the interface answers a submission: an error page with status 200 before or after taking it, or not at all. */
  answer: z.enum(['normal', 'error-page', 'error-page-after-taking', 'lose-after-taking', 'busy']),
  callbacks: z.enum(['once', 'twice', 'none']),
  callbackDelayMs: z.int().min(0).max(86_400_000),
});
const faultless: Behaviour = {
  adoptAfterMs: null,
  withdrawAfterMs: null,
  answer: 'normal',
  callbacks: 'once',
  callbackDelayMs: 0,
};
export type Behaviour = z.infer<typeof Behaviour>;

const Article = z.object({
  number: z.int(),
  title: z.string(),
  html: z.string(),
  source: z.string(),
  metadata: z.array(z.object({ label: z.string(), value: z.string() })),
  files: z.array(z.object({ hash: z.string(), name: z.string(), mediaType: z.string() })),
  publishedAt: Instant,
  state: z.enum(['public', 'removed']),
});
export type Article = z.infer<typeof Article>;

const Entry = z.object({
  submission: Submission.optional(),
  status: Status,
  /** The article's number, once adopted. */
  article: z.int().optional(),
});
export type Entry = z.infer<typeof Entry>;

const PortalState = z.object({
  key: z.string(),
  behaviour: Behaviour,
  articles: z.array(Article),
  entries: z.record(z.string(), Entry),
  /** Hashes of the files that lie under a submission's id. */
  uploads: z.record(z.string(), z.array(z.string())),
  /** Nonces that were used, with their times in seconds. */
  nonces: z.record(z.string(), z.number()),
});
export type PortalState = z.infer<typeof PortalState>;

const DrillState = z.object({
  ports: z.array(z.int()),
  portals: z.record(z.string(), PortalState),
});
export type DrillState = z.infer<typeof DrillState>;

const newPortal = (): PortalState => ({
  key: randomBytes(24).toString('base64url'),
  behaviour: { ...faultless },
  articles: [],
  entries: {},
  uploads: {},
  nonces: {},
});

/** The drill's memory: one JSON file and the files it was given, in its own folder. Survives restarts. */
export class Memory {
  #writing: Promise<void> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    readonly state: DrillState,
  ) {}

  static async open(folder: string, slugs: readonly string[]): Promise<Memory> {
    await mkdir(join(folder, 'files'), { recursive: true });
    const state = await readState(join(folder, 'state.json'));
    for (const slug of slugs) state.portals[slug] ??= newPortal();
    return new Memory(folder, state);
  }

  portal(slug: string): PortalState {
    const portal = this.state.portals[slug];
    if (!portal) throw new Error(`the drill has no portal ${slug}`);
    return portal;
  }

  /** Resolves when everything that was changed before is on the disk. */
  save(): Promise<void> {
    const path = join(this.folder, 'state.json');
    this.#writing = this.#writing.then(async () => {
      await writeFile(`${path}.new`, JSON.stringify(this.state));
      await rename(`${path}.new`, path);
    });
    return this.#writing;
  }

  /** Keeps a file; its name is its hash's digits. */
  async keepFile(content: Uint8Array): Promise<string> {
    const digits = createHash('sha256').update(content).digest('hex');
    await writeFile(join(this.folder, 'files', digits), content);
    return digits;
  }

  readFile(digits: string): Promise<Buffer> {
    if (!/^[0-9a-f]{64}$/.test(digits)) throw new Error('not the name of a file');
    return readFile(join(this.folder, 'files', digits));
  }
}

async function readState(path: string): Promise<DrillState> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return { ports: [], portals: {} };
    throw error;
  }
  return DrillState.parse(JSON.parse(text));
}

/** Told by its code: an error of another realm (a test's) is no instance of this one's class. */
const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
