import { randomUUID } from 'node:crypto';

/** What a sink truly got under one key. */
export interface Record {
  kind: 'board' | 'gazette' | 'letter';
  target: string;
  /** The item's key as the hub names it. */
  key: string;
  announcement: number;
  /** Of the text that stands there now, or stood there last. */
  version: number;
  /** How often something came into being: creations, publications, letters. What is put over itself counts once. */
  effects: number;
  isThere: boolean;
  /** The sink lost it by itself. */
  isLost: boolean;
  /** When the first effect came, by this machine's clock. Milliseconds. */
  at: number;
}

export interface Article {
  title: string;
  body: string;
}

interface Draft extends Article {
  target: string;
  mark: string;
}
interface Job {
  draft: Draft;
  record?: Record | undefined;
}

/** The announcement's number as its title says it. */
export const announcementOf = (title: string): number => Number(/第 (\d+) 号/.exec(title)?.[1] ?? 0);
/** The version's number as its text says it. */
const versionOf = (body: string): number => Number(/第 (\d+) 版/.exec(body)?.[1] ?? 0);

/** Everything that the three kinds of sinks have got, in one process that no fault reaches. */
export class Records {
  private readonly all: Record[] = [];
  private readonly boards = new Map<string, { record: Record; article: Article }>();
  private readonly drafts = new Map<string, Draft>();
  private readonly jobs = new Map<string, Job>();

  list(): Record[] {
    return this.all;
  }

  clear(): void {
    this.all.length = 0;
    for (const some of [this.boards, this.drafts, this.jobs]) some.clear();
  }

  put(target: string, key: string, article: Article): void {
    const known = this.boards.get(key);
    const record = known?.record ?? this.write('board', target, key, article);
    if (known && !known.record.isThere) record.effects += 1;
    Object.assign(record, { isThere: true, version: versionOf(article.body) });
    this.boards.set(key, { record, article });
  }

  remove(target: string, key: string): void {
    const known = this.boards.get(key);
    if (known) known.record.isThere = false;
    else {
      const article = { title: '', body: '' };
      const record = this.write('board', target, key, article);
      Object.assign(record, { isThere: false, effects: 0 });
      this.boards.set(key, { record, article });
    }
  }

  read(key: string): (Article & { gone: boolean }) | undefined {
    const known = this.boards.get(key);
    // What the sink lost by itself is as if it had never been there.
    if (!known || known.record.isLost) return undefined;
    return { ...known.article, gone: !known.record.isThere };
  }

  draft(target: string, { mark, ...article }: Article & { mark: string }): string {
    const id = randomUUID();
    this.drafts.set(id, { ...article, mark, target });
    return id;
  }

  draftOf(id: string): Article | undefined {
    return this.drafts.get(id);
  }

  /** Each call sets another job going: nothing here is idempotent. */
  submit(draftId: string): string | undefined {
    const draft = this.drafts.get(draftId);
    if (!draft) return undefined;
    const id = randomUUID();
    this.jobs.set(id, { draft });
    return id;
  }

  publish(jobId: string): void {
    const job = this.jobs.get(jobId);
    if (!job || job.record) return;
    job.record = this.write('gazette', job.draft.target, job.draft.mark, job.draft);
  }

  job(id: string): 'running' | 'there' | 'gone' | undefined {
    const job = this.jobs.get(id);
    if (!job) return undefined;
    if (!job.record) return 'running';
    return job.record.isThere ? 'there' : 'gone';
  }

  /** The job behind something that is out under this mark. */
  published(mark: string): string | undefined {
    return [...this.jobs].find(([, { record }]) => record?.key === mark && record.isThere)?.[0];
  }

  takeDown(jobId: string): void {
    const record = this.jobs.get(jobId)?.record;
    if (record) record.isThere = false;
  }

  letter(target: string, key: string, article: Article): void {
    this.write('letter', target, key, article);
  }

  /** What of these is there vanishes by itself. Returns the keys. */
  lose(items: readonly { target: string; announcement: number }[]): string[] {
    const lost = this.all.filter(
      (record) =>
        record.isThere &&
        record.kind !== 'letter' &&
        items.some((one) => one.target === record.target && one.announcement === record.announcement),
    );
    for (const record of lost) Object.assign(record, { isThere: false, isLost: true });
    return lost.map(({ key }) => key);
  }

  private write(kind: Record['kind'], target: string, key: string, article: Article): Record {
    const record: Record = {
      kind,
      target,
      key,
      announcement: announcementOf(article.title),
      version: versionOf(article.body),
      effects: 1,
      isThere: true,
      isLost: false,
      at: Date.now(),
    };
    this.all.push(record);
    return record;
  }
}
