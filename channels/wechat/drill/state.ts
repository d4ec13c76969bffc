import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** An article as the platform keeps it: what was sent, filtered. */
export const Article = z.object({
  article_type: z.string().default('news'),
  title: z.string(),
  author: z.string().default(''),
  digest: z.string().default(''),
  content: z.string(),
  content_source_url: z.string().default(''),
  thumb_media_id: z.string(),
  need_open_comment: z.number().default(0),
  only_fans_can_comment: z.number().default(0),
});
export type Article = z.infer<typeof Article>;

const Token = z.object({
  value: z.string(),
  kind: z.enum(['plain', 'stable']),
  issuedAt: z.number(),
  expiresAt: z.number(),
  /** From then on it is refused though its time is not over. */
  deadAt: z.number().optional(),
});
export type Token = z.infer<typeof Token>;

const Job = z.object({
  publishId: z.string(),
  msgDataId: z.string(),
  mediaId: z.string(),
  articles: z.array(Article),
  /** 0 to 6, section 4.2; 1 while it runs. */
  status: z.int(),
  /** What the status becomes. */
  verdict: z.int(),
  createdAt: z.number(),
  dueAt: z.number(),
  articleId: z.string().optional(),
});
export type Job = z.infer<typeof Job>;

const Published = z.object({
  articleId: z.string(),
  publishId: z.string(),
  /** The last part of each article's address. */
  names: z.array(z.string()),
  articles: z.array(Article),
  deleted: z.array(z.boolean()),
  banned: z.boolean().default(false),
  at: z.number(),
});
export type Published = z.infer<typeof Published>;

const Material = z.object({
  mediaId: z.string(),
  type: z.string(),
  file: z.string(),
  mediaType: z.string(),
  createdAt: z.number(),
  /** A fresh material may be unknown to other calls for a while. */
  visibleAt: z.number(),
});
export type Material = z.infer<typeof Material>;

export const State = z.object({
  port: z.int().optional(),
  account: z.object({
    appId: z.string(),
    appSecret: z.string(),
    token: z.string(),
    encodingAESKey: z.string(),
    ghId: z.string(),
    nickname: z.string(),
    verified: z.boolean(),
    commentEnabled: z.boolean(),
    frozen: z.boolean(),
    /** Empty: every address may call. */
    ipWhitelist: z.array(z.string()),
  }),
  tokens: z.array(Token),
  forced: z.object({ day: z.string(), used: z.int(), at: z.number() }),
  quota: z.record(z.string(), z.record(z.string(), z.int())),
  /** Limits that were set on the control page, by path. */
  limits: z.record(z.string(), z.int()),
  materials: z.array(Material),
  /** Pictures of `uploadimg`: the only ones that stay in an article. */
  images: z.array(z.object({ name: z.string(), file: z.string(), mediaType: z.string() })),
  drafts: z.array(z.object({ mediaId: z.string(), articles: z.array(Article), updateTime: z.number() })),
  jobs: z.array(Job),
  published: z.array(Published),
  /** Ids grow from here. */
  next: z.int(),
});
export type State = z.infer<typeof State>;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits that nobody can guess. */
export const randomText = (length: number, alphabet = letters): string =>
  [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');

function newState(): State {
  const hex = '0123456789abcdef';
  return {
    account: {
      appId: `wx${randomText(16, hex)}`,
      appSecret: randomText(32, hex),
      token: randomText(24),
      encodingAESKey: randomText(43),
      ghId: `gh_${randomText(12, hex)}`,
      nickname: '望河城管（演练）',
      verified: true,
      commentEnabled: true,
      frozen: false,
      ipWhitelist: [],
    },
    tokens: [],
    forced: { day: '', used: 0, at: 0 },
    quota: {},
    limits: {},
    materials: [],
    images: [],
    drafts: [],
    jobs: [],
    published: [],
    next: 1,
  };
}

/** The account's state in one JSON file, replaced as a whole, and the uploaded files beside it. */
export class Store {
  #writing: Promise<void> | undefined;
  #isStale = false;

  private constructor(
    private readonly folder: string,
    readonly state: State,
  ) {}

  /** Reads what an earlier run left. Rejects when it cannot be read as that. */
  static async open(folder: string): Promise<Store> {
    await mkdir(join(folder, 'files'), { recursive: true });
    const text = await readFile(join(folder, 'state.json'), 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    const store = new Store(folder, text === undefined ? newState() : State.parse(JSON.parse(text)));
    await store.save();
    return store;
  }

  /** Resolves when everything that was changed before this call is on the disk. */
  async save(): Promise<void> {
    this.#isStale = true;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  async writeFile(name: string, bytes: Uint8Array): Promise<void> {
    await replace(join(this.folder, 'files', name), bytes);
  }

  readFile(name: string): Promise<Uint8Array> {
    return readFile(join(this.folder, 'files', name));
  }

  /** The next id, as the platform's grow. */
  nextId(): number {
    return this.state.next++;
  }

  async #writeAll(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      await replace(join(this.folder, 'state.json'), JSON.stringify(this.state));
    }
  }
}

async function replace(path: string, content: Uint8Array | string): Promise<void> {
  const beside = `${path}.new`;
  const file = await open(beside, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
}
