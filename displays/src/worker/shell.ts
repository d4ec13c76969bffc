/** What is remembered of builds, beside the caches. */
interface Notes {
  /** The build in `player-next`, the script that it begins with, and how often it was begun. */
  trying?: { id: string; entry: string; times: number } | undefined;
  /** Builds that drew nothing: they are not tried again. */
  broken: string[];
}

/** The build that works, and the one that is being tried. */
const [good, next] = ['player-shell', 'player-next'] as const;
const pageUrl = '/display/';
const notesUrl = '/display/notes.json';
/** A hub that does not answer within this time is treated as away. */
const patienceMs = 4_000;
/** A power cut may end a build's first moments; a second time it is the build. */
const mostTimes = 2;
const mostBroken = 20;

/**
 * Keeps the player's own files. The build that works stays until a new one has drawn something; one that does not is
 * dropped, and not tried again until the hub has yet another one.
 */
export class Shell {
  constructor(
    private readonly caches: CacheStorage,
    private readonly fetch: (input: string | Request, init?: RequestInit) => Promise<Response>,
  ) {}

  /** The page to begin with; `trying` names the build when it is one that has to prove itself. */
  async page(): Promise<{ answer: Response; trying?: string }> {
    const kept = await this.kept(good);
    if (!kept) return { answer: (await this.fresh()) ?? (await this.fetch(pageUrl)) };
    const fresh = await this.fresh();
    if (!fresh) return { answer: kept };
    if (await isSame(kept, fresh)) {
      // The same build under what may be another policy: groups list other sites by now.
      await this.keepPage(fresh.clone()).catch(() => undefined);
      return { answer: fresh };
    }
    const text = await fresh.clone().text();
    const id = await idOf(text);
    if (!(await this.begin(id, text, fresh))) return { answer: kept };
    return { answer: fresh, trying: id };
  }

  /** Whether the hub has a build that is neither the kept one nor known to be broken. */
  async hasNewer(): Promise<boolean> {
    const [kept, fresh] = [await this.kept(good), await this.fresh()];
    if (!kept || !fresh || (await isSame(kept, fresh))) return false;
    const { broken } = await this.notes();
    return !broken.includes(await idOf(await fresh.text()));
  }

  /** Assets carry their content's hash in their name: what is kept is right. */
  async asset(request: Request): Promise<Response> {
    return (
      (await this.kept(good, request.url)) ?? (await this.kept(next, request.url)) ?? this.fetch(request)
    );
  }

  /** A page that begins with this script has drawn something, and has loaded these files. */
  async painted(entry: string, files: readonly string[]): Promise<void> {
    const { trying, broken } = await this.notes();
    if (trying?.entry === entry) {
      await this.promote();
      await this.note({ broken });
    }
    const kept = await this.kept(good);
    // Another window may still run an older build: its files are not those of the kept one.
    if (kept && entryOf(await kept.text()) !== entry) return;
    await this.complete(files);
  }

  /** Drops the build when it is still being tried. Returns whether it was. */
  async giveUp(id: string): Promise<boolean> {
    const { trying, broken } = await this.notes();
    if (trying?.id !== id) return false;
    await this.note({ broken: [id, ...broken].slice(0, mostBroken) });
    await this.caches.delete(next);
    return true;
  }

  /** Fetches all of a new build before any of it is used. Returns whether it is to be used now. */
  private async begin(id: string, text: string, page: Response): Promise<boolean> {
    const { trying, broken } = await this.notes();
    if (broken.includes(id)) return false;
    const times = trying?.id === id ? trying.times + 1 : 1;
    if (times > mostTimes) {
      await this.giveUp(id);
      return false;
    }
    try {
      const cache = await this.caches.open(next);
      await cache.addAll(assetsOf(text));
      await cache.put(pageUrl, page.clone());
      await this.note({ trying: { id, entry: entryOf(text), times }, broken });
      return true;
    } catch {
      // The hub went away in the middle of it, or the disk is full: what works goes on.
      return false;
    }
  }

  private async keepPage(page: Response): Promise<void> {
    await (await this.caches.open(good)).put(pageUrl, page);
  }

  private async promote(): Promise<void> {
    const [from, to] = [await this.caches.open(next), await this.caches.open(good)];
    const files = [...(await from.keys())];
    // The page is the last one to change: until then the old build is whole.
    files.sort(
      (a, b) => Number(new URL(a.url).pathname === pageUrl) - Number(new URL(b.url).pathname === pageUrl),
    );
    for (const file of files) {
      const answer = await from.match(file);
      if (answer) await to.put(file, answer);
    }
    const names = new Set(files.map(({ url }) => url));
    for (const file of await to.keys()) if (!names.has(file.url)) await to.delete(file);
    await this.caches.delete(next);
  }

  /** Adds what is missing, from the browser's own store when the hub is away. */
  private async complete(files: readonly string[]): Promise<void> {
    const cache = await this.caches.open(good);
    const known = new Set((await cache.keys()).map(({ url }) => url));
    for (const url of files) {
      if (known.has(url)) continue;
      const answer = await this.fetch(url, { cache: 'force-cache' });
      if (answer.ok) await cache.put(url, answer);
    }
  }

  private async kept(name: string, url = pageUrl): Promise<Response | undefined> {
    // Without looking first, a cache that was thrown away would come back empty.
    return (await this.caches.has(name)) ? (await this.caches.open(name)).match(url) : undefined;
  }

  /** The hub's page; undefined when it does not answer in time or not well. */
  private async fresh(): Promise<Response | undefined> {
    const late = new Promise<undefined>((resolve) => {
      setTimeout(() => {
        resolve(undefined);
      }, patienceMs);
    });
    const asked = this.fetch(pageUrl, { cache: 'no-cache' }).then(
      (answer) => (answer.ok ? answer : undefined),
      () => undefined,
    );
    return Promise.race([asked, late]);
  }

  private async notes(): Promise<Notes> {
    const kept = await this.kept('player-notes', notesUrl);
    return kept ? ((await kept.json()) as Notes) : { broken: [] };
  }

  private async note(notes: Notes): Promise<void> {
    await (await this.caches.open('player-notes')).put(notesUrl, new Response(JSON.stringify(notes)));
  }
}

const isSame = async (one: Response, other: Response): Promise<boolean> =>
  (await one.clone().text()) === (await other.clone().text());

async function idOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What the page names of the build's files. */
const assetsOf = (text: string): string[] => [
  ...new Set(Array.from(text.matchAll(/(?:src|href)="(\/display\/assets\/[^"]+)"/g), ([, url = '']) => url)),
];

/** The name of the script that the page begins with. */
const entryOf = (text: string): string => /src="\/display\/assets\/([^"/]+\.js)"/.exec(text)?.[1] ?? '';
