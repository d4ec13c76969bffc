import { z } from 'zod';
import {
  AnnouncementDetail,
  AnnouncementRecord,
  type AnnouncementRow,
  BoardPage,
  DraftBlocks,
  ImportedDraft,
  RecallAnswer,
  ReleaseView,
  ScreenView,
  SubmittedVersion,
  TargetView,
  VersionDetail,
  type CreateDraft,
  type CreateRelease,
} from '../../../src/contract/api.js';
import { Visitor, type Answer } from '../../support/visitor.js';

/** The API as one member uses it, for what a test only needs to have happened. Refusals are errors. */
export class Member {
  private constructor(readonly visitor: Visitor) {}

  static async signIn(
    url: string,
    { username, password }: { username: string; password: string },
  ): Promise<Member> {
    const visitor = new Visitor(url);
    fine(await visitor.signIn(username, password), 'sign-in');
    return new Member(visitor);
  }

  /** Somebody who has signed in already. */
  static of(visitor: Visitor): Member {
    return new Member(visitor);
  }

  /** Any call, whatever the answer. */
  call(method: string, path: string, body?: unknown): Promise<Answer> {
    return this.visitor.call(method, `/api/v1${path}`, body === undefined ? {} : { body });
  }

  /** A file in the form's field `file`, whatever the answer. */
  async upload(path: string, name: string, content: Uint8Array): Promise<Answer> {
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(content)]), name);
    const { url, cookie = '' } = this.visitor;
    const response = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: { origin: url, cookie },
      body: form,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  }

  async get<T>(shape: z.ZodType<T>, path: string): Promise<T> {
    return shape.parse(fine(await this.call('GET', path), path).json);
  }

  private async post<T>(shape: z.ZodType<T>, path: string, body: unknown): Promise<T> {
    return shape.parse(fine(await this.call('POST', path, body), path).json);
  }

  targets = (): Promise<TargetView[]> => this.get(z.array(TargetView), '/targets');

  /** The id of the office's first target of a channel. */
  async target(channel: string): Promise<string> {
    const found = (await this.targets()).find((target) => target.channel === channel);
    if (!found) throw new Error(`no target of the channel ${channel}`);
    return found.id;
  }

  draft = (fields: CreateDraft): Promise<AnnouncementDetail> =>
    this.post(AnnouncementDetail, '/announcements', fields);
  detail = (id: string): Promise<AnnouncementDetail> => this.get(AnnouncementDetail, `/announcements/${id}`);
  submit = (id: string, revision: number): Promise<SubmittedVersion> =>
    this.post(SubmittedVersion, `/announcements/${id}/submit`, { revision });
  version = (id: string): Promise<VersionDetail> => this.get(VersionDetail, `/versions/${id}`);
  release = (
    versionId: string,
    wish: Partial<CreateRelease> & { targetIds: string[] },
  ): Promise<ReleaseView> => this.post(ReleaseView, `/versions/${versionId}/release`, wish);
  /** At once and alone, as only some may; everybody else asks in the console, and a second person agrees. */
  takeBack = (id: string): Promise<RecallAnswer> =>
    this.post(RecallAnswer, `/announcements/${id}/recall`, { reason: 'error', emergency: true });
  record = (id: string): Promise<AnnouncementRecord> =>
    this.get(AnnouncementRecord, `/announcements/${id}/record`);
  board = (query = ''): Promise<BoardPage> => this.get(BoardPage, `/board?limit=100${query}`);

  /** Every row of the board, page by page. */
  async wholeBoard(): Promise<AnnouncementRow[]> {
    const rows: AnnouncementRow[] = [];
    let cursor = '';
    do {
      const page = await this.board(cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`);
      rows.push(...page.items);
      cursor = page.nextCursor ?? '';
    } while (cursor !== '');
    return rows;
  }

  claim = (code: string, name: string, targetId: string): Promise<ScreenView> =>
    this.post(ScreenView, '/screens/claim', { code, name, targetId });

  async importWord(name: string, content: Uint8Array): Promise<ImportedDraft> {
    return ImportedDraft.parse(fine(await this.upload('/announcements/import', name, content), name).json);
  }

  /** Lets pass what blocks a draft's submission. */
  async pass(id: string): Promise<void> {
    const { revision, findings } = await this.get(DraftBlocks, `/announcements/${id}/blocks`);
    const reasons = Object.fromEntries(findings.map((finding) => [finding.id, '已核对']));
    await this.post(AnnouncementDetail, `/announcements/${id}/passes`, { revision, reasons });
  }

  /** Approves exactly what the hub shows now. */
  async approve(versionId: string): Promise<VersionDetail> {
    const { hash, renditions, findings } = await this.version(versionId);
    return this.post(VersionDetail, `/versions/${versionId}/decisions`, {
      verdict: 'approve',
      opinion: '同意',
      versionHash: hash,
      renditionHashes: Object.fromEntries(renditions.map((one) => [one.targetId, one.hash])),
      answers: Object.fromEntries(findings.map(({ id, level }) => [id, level === 'block' ? '已核对' : ''])),
    });
  }
}

/** A draft that is submitted and approved, by the people who may. */
export async function approved(
  { clerk, reviewer }: { clerk: Member; reviewer: Member },
  fields: CreateDraft,
): Promise<{ id: string; versionId: string; permalink: string }> {
  const { id, draft } = await clerk.draft({ category: '通知公告', ...fields });
  const { versionId } = await clerk.submit(id, draft.revision);
  const { permalink } = await reviewer.approve(versionId);
  return { id, versionId, permalink };
}

/** The whole way from a draft to a release. */
export async function publish(
  people: { clerk: Member; reviewer: Member },
  fields: CreateDraft & { targetIds: string[] },
  wish: Partial<CreateRelease> = {},
): Promise<{ id: string; permalink: string; release: ReleaseView }> {
  const { id, versionId, permalink } = await approved(people, fields);
  const release = await people.clerk.release(versionId, { targetIds: fields.targetIds, ...wish });
  return { id, permalink, release };
}

function fine(answer: Answer, what: string): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new Error(`${what}: ${answer.status} ${answer.text}`);
}

function parse(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return {};
  }
}
