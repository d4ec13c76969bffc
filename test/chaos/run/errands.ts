import { setTimeout as pause } from 'node:timers/promises';
import { AnnouncementDetail, VersionDetail } from '../../../src/contract/api.js';
import type { Answer } from '../../support/visitor.js';
import type { Member } from '../../e2e/support/member.js';
import type { Errand } from '../plan/plan.js';
import type { People } from './people.js';

/** As long as a hub may be away for whoever talks to it. Milliseconds. */
const PATIENCE_MS = 90_000;
/** As long as a correction may have to wait for the version before it. Milliseconds. */
const BUSY_MS = 8_000;
const AGAIN_MS = 250;

const titleOf = (number: number): string => `第 ${number} 号试验通告`;
const bodyOf = (version: number): string => `<p>这是第 ${version} 版。</p>`;

/** One announcement on its way, by people who repeat what got no answer, after a look whether it has happened. */
export class ErrandRunner {
  id = '';
  /** What the followers have given up on, in the hub's words. */
  refused: string | undefined;

  constructor(
    private readonly people: People,
    readonly errand: Errand,
  ) {}

  /** A draft that is submitted and approved. */
  async prepare(): Promise<void> {
    const { clerk } = this.people;
    const { number, targets } = this.errand;
    const made = await persist(() =>
      clerk.call('POST', '/announcements', {
        title: titleOf(number),
        body: bodyOf(1),
        category: '通知公告',
        issuer: '试验局',
        attachments: [],
        targetIds: targets.map((slug) => this.people.targets.get(slug) ?? ''),
      }),
    );
    this.id = AnnouncementDetail.parse(made.json).id;
    await this.throughReview(1);
  }

  /** Sets it free; `offMs` is how far the hub's clock is off this machine's. */
  async release(offMs: number): Promise<void> {
    const { publishInMs, priority } = this.errand;
    const publishAt =
      publishInMs === undefined ? undefined : new Date(Date.now() + offMs + publishInMs).toISOString();
    await this.releaseVersion(1, { publishAt, priority });
  }

  /** What happens to it afterwards. A hub that refuses it has its reasons: they are kept and nothing is done. */
  async follow(): Promise<void> {
    const { then } = this.errand;
    if (!then) return;
    await pause(then.afterMs);
    if (then.do === 'recall') await this.recall();
    else await this.correct();
  }

  private async recall(): Promise<void> {
    const asked = await this.once(
      () =>
        this.people.leader.call('POST', `/announcements/${this.id}/recall`, {
          reason: 'error',
          emergency: true,
        }),
      async () => {
        const { json } = await this.people.leader.call('GET', `/recalls?announcementId=${this.id}`);
        return Array.isArray(json['items']) && json['items'].length > 0;
      },
    );
    if (asked && asked.status >= 400) this.refused = `recall: ${asked.text}`;
  }

  private async correct(): Promise<void> {
    const { clerk } = this.people;
    const path = `/announcements/${this.id}`;
    const begun = await this.once(
      () => clerk.call('POST', `${path}/correction`, { note: '日期有误' }),
      async () => (await this.detail()).correction !== undefined,
    );
    if (begun && begun.status >= 400) {
      this.refused = `correction: ${begun.text}`;
      return;
    }
    const { draft } = await this.detail();
    await this.once(
      () => clerk.call('PUT', `${path}/draft`, { ...draft, savedAt: undefined, body: bodyOf(2) }),
      async () => (await this.detail()).draft.body.includes('第 2 版'),
    );
    await this.throughReview(2);
    await this.releaseVersion(2, { correction: true });
  }

  private async throughReview(number: number): Promise<void> {
    const { clerk, reviewer } = this.people;
    await this.once(
      async () => {
        const { draft } = await this.detail();
        return clerk.call('POST', `/announcements/${this.id}/submit`, { revision: draft.revision });
      },
      async () => (await this.version(number)) !== undefined,
    );
    const versionId = (await this.version(number)) ?? '';
    await this.once(
      () => approve(reviewer, versionId),
      async () => (await this.state(versionId)) === 'approved',
    );
  }

  /** A correction is refused while the version before it is being sent: it is tried again until it may go. */
  private async releaseVersion(number: number, wish: object): Promise<void> {
    const versionId = (await this.version(number)) ?? '';
    const targetIds = this.errand.targets.map((slug) => this.people.targets.get(slug) ?? '');
    const end = performance.now() + BUSY_MS;
    for (;;) {
      const answer = await this.once(
        () => this.people.clerk.call('POST', `/versions/${versionId}/release`, { targetIds, ...wish }),
        () => this.isReleased(versionId),
      );
      if (answer === undefined || answer.status < 300) return;
      const isBusy = answer.status === 409 && answer.text.includes('being sent');
      if (!isBusy || performance.now() > end) {
        this.refused = `release of version ${number}: ${answer.text}`;
        return;
      }
      await pause(AGAIN_MS);
    }
  }

  private async detail(): Promise<AnnouncementDetail> {
    const { json } = await persist(() => this.people.clerk.call('GET', `/announcements/${this.id}`));
    return AnnouncementDetail.parse(json);
  }

  private async version(number: number): Promise<string | undefined> {
    return (await this.detail()).versions.find((one) => one.number === number)?.id;
  }

  private async state(versionId: string): Promise<string> {
    const { json } = await persist(() => this.people.reviewer.call('GET', `/versions/${versionId}`));
    return VersionDetail.parse(json).state;
  }

  private async isReleased(versionId: string): Promise<boolean> {
    const { json } = await persist(() => this.people.clerk.call('GET', `/announcements/${this.id}/record`));
    const releases = json['releases'] as { versionId: string }[];
    return releases.some((release) => release.versionId === versionId);
  }

  /**
   * Does something that must not happen twice. Without an answer, a look says whether it has happened; undefined when it
   * had. A refusal is an answer.
   */
  private async once(
    act: () => Promise<Answer>,
    happened: () => Promise<boolean>,
  ): Promise<Answer | undefined> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const answer = await attempt(act);
      if (answer && answer.status < 500) return answer;
      await pause(AGAIN_MS);
      if ((await attempt(happened)) === true) return undefined;
      if (performance.now() > end)
        throw new Error(`no answer for announcement ${this.errand.number}: ${answer?.text ?? ''}`);
    }
  }
}

async function approve(reviewer: Member, versionId: string): Promise<Answer> {
  const { json } = await persist(() => reviewer.call('GET', `/versions/${versionId}`));
  const { hash, renditions } = VersionDetail.parse(json);
  return reviewer.call('POST', `/versions/${versionId}/decisions`, {
    verdict: 'approve',
    opinion: '同意',
    versionHash: hash,
    renditionHashes: Object.fromEntries(renditions.map((one) => [one.targetId, one.hash])),
  });
}

/** Undefined when nobody answered. */
async function attempt<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    // What fetch throws when a connection is refused or breaks.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Asks until there is an answer that is not an error of the server's. For what may be repeated. */
async function persist(act: () => Promise<Answer>): Promise<Answer> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await attempt(act);
    if (answer && answer.status < 300) return answer;
    if (performance.now() > end || (answer && answer.status < 500))
      throw new Error(`${answer?.status ?? 'no answer'}: ${answer?.text ?? ''}`);
    await pause(AGAIN_MS);
  }
}
