import type { AnnouncementDetail, TargetView, VersionDetail } from '../../../src/contract/api.js';
import { RecallAnswer, Role } from '../../../src/contract/api.js';
import { BEAT_MS } from '../../../src/contract/display-link.js';
import { ScreenClient } from '../../support/screen-client.js';
import { until } from '../../support/until.js';
import { png } from '../../support/zip.js';
import { aMember, loginOf } from './members.js';
import { nothing, takeStock, type Owned } from './owned.js';
import { sendFile } from '../support/intake-hub.js';
import type { Visitor, WebHub } from '../support/web-hub.js';

type Json = Record<string, unknown>;
type Stage = 'draft' | 'review' | 'approved' | 'released' | 'recalled';

/** One office of the demo in the middle of its work, with people who are signed in. */
export class OfficeAtWork {
  readonly owned: Owned = nothing();
  /** Announcements and their newest versions by how far they have come. */
  readonly at = {} as Record<Stage, { announcementId: string; versionId: string }>;
  screen!: ScreenClient;
  private beat: NodeJS.Timeout | undefined;
  private errand = '';
  private file = '';
  private recall = '';

  private constructor(
    readonly hub: WebHub,
    readonly id: string,
    readonly slug: string,
    /** Tells its things from the other office's. */
    readonly mark: string,
    /** Holds every role. */
    readonly boss: Visitor,
    /** One a role. */
    readonly members: ReadonlyMap<Role, Visitor>,
  ) {}

  /** An office that the first run made gets members and a screen of the test's own. */
  static async begin(hub: WebHub, slug: string, mark: string): Promise<OfficeAtWork> {
    const { id } = await hub.db
      .selectFrom('office')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow();
    const boss = await aMember(hub, id, loginOf(slug, 'boss'), Role.options);
    const members = new Map<Role, Visitor>();
    for (const role of Role.options) members.set(role, await aMember(hub, id, loginOf(slug, role), [role]));
    const office = new OfficeAtWork(hub, id, slug, mark, boss, members);
    await office.claimAScreen();
    return office;
  }

  by(role: Role): Visitor {
    const member = this.members.get(role);
    if (!member) throw new Error(`nobody here is ${role}`);
    return member;
  }

  /** Does a bit of everything, and waits until the outside has answered. */
  async work(): Promise<void> {
    const { mark } = this;
    const errand = await this.ask(this.by('administrator'), 'POST', '/api/v1/targets', {
      channel: 'errand',
      slug: `errand-${this.slug}`,
      name: `${mark}的窗口`,
      settings: { where: `${mark}的前台` },
    });
    this.errand = String(errand['id']);
    await this.ask(this.by('administrator'), 'POST', '/api/v1/targets', {
      channel: 'tv',
      slug: `tv-${this.slug}`,
      name: `${mark}的电视`,
      settings: {},
    });
    for (const stage of ['released', 'recalled', 'approved', 'review', 'draft'] as const)
      await this.announce(stage);
    await this.outcomes();
    await this.takeStock();
    const [[carried = ''], [shot]] = [this.owned.deliveries, this.owned.files];
    await this.ask(this.by('liaison'), 'POST', `/api/v1/deliveries/${carried}/pickups`, {
      answers: { edition: `${this.mark}专版`, shot },
    });
  }

  /** The code of a new screen that nobody has claimed. */
  async aCode(screen?: ScreenClient): Promise<string> {
    const asked = await (screen ?? (await ScreenClient.make(this.hub.url))).ask();
    if (asked.state !== 'waiting') throw new Error('a new key has a screen already');
    return asked.code;
  }

  private async claimAScreen(): Promise<void> {
    const group = await this.target('display');
    this.screen = await ScreenClient.make(this.hub.url);
    await this.ask(this.by('clerk'), 'POST', '/api/v1/screens/claim', {
      code: await this.aCode(this.screen),
      name: `${this.mark}的大屏`,
      targetId: group.id,
    });
    // Its screen says little: what the hub makes of that would be written at any time.
    const late = Object.fromEntries(
      (['offline', 'stale', 'wrong'] as const).map((kind) => [`${kind}Seconds`, 86_400]),
    );
    await this.ask(this.by('clerk'), 'PUT', '/api/v1/screen-alerts/rule', late);
    await this.screen.connect();
    await this.screen.alive();
    this.beat = setInterval(() => {
      this.screen.send('aliveV1', { screenId: this.screen.id, viewport: { width: 1920, height: 1080 } });
    }, BEAT_MS);
  }

  close(): void {
    clearInterval(this.beat);
    this.screen.close();
  }

  private async announce(stage: Stage): Promise<void> {
    const { mark } = this;
    const clerk = this.by('clerk');
    const width = [...mark].reduce((sum, sign) => sum + (sign.codePointAt(0) ?? 0), stage.length) % 997;
    const picture = await this.upload(`${mark}.png`, png(width + 3, 5));
    const file = await this.upload(`${mark}-附件.png`, png(width + 3, 7));
    // Drawing pages takes seconds: only what goes out is drawn.
    const channels = ['released', 'recalled'].includes(stage)
      ? ['website', 'display', 'tv']
      : ['website', 'display'];
    const targets: string[] = [];
    for (const channel of channels) targets.push((await this.target(channel)).id);
    const draft = (await this.ask(clerk, 'POST', '/api/v1/announcements', {
      title: `${mark}的内部事项之${stage}`,
      body: `<p>${mark}的正文之${stage}</p><img src="asset:${String(picture['hash'])}" alt="${mark}的图">`,
      category: '通知公告',
      issuer: `${mark}的办公室`,
      docNo: `${mark}〔2026〕${stage}号`,
      attachments: [file],
      targetIds: [...targets, this.errand],
    })) as unknown as AnnouncementDetail;
    const announcementId = draft.id;
    this.at[stage] = { announcementId, versionId: '' };
    if (stage === 'released') this.file = String(file['hash']);
    if (stage === 'draft') return;
    await this.ask(clerk, 'POST', `/api/v1/announcements/${announcementId}/submit`, {
      revision: draft.draft.revision,
    });
    const submitted = await this.ask(clerk, 'GET', `/api/v1/announcements/${announcementId}`);
    const versionId = String(submitted['versionId']);
    this.at[stage] = { announcementId, versionId };
    if (stage === 'review') return;
    await this.approve(versionId);
    if (stage === 'approved') return;
    await this.ask(clerk, 'POST', `/api/v1/versions/${versionId}/release`, {
      targetIds: stage === 'recalled' ? targets : [...targets, this.errand],
    });
  }

  private async approve(versionId: string): Promise<void> {
    await this.ask(this.by('reviewer'), 'POST', `/api/v1/versions/${versionId}/decisions`, {
      verdict: 'approve',
      opinion: `${this.mark}同意`,
      ...(await this.hashes(versionId)),
    });
  }

  /** What a decision has to name. */
  readonly hashes = async (
    versionId: string,
  ): Promise<{ versionHash: string; renditionHashes: Record<string, string> }> => {
    const seen = (await this.ask(
      this.by('reviewer'),
      'GET',
      `/api/v1/versions/${versionId}`,
    )) as unknown as VersionDetail;
    return {
      versionHash: seen.hash,
      renditionHashes: Object.fromEntries(seen.renditions.map(({ targetId, hash }) => [targetId, hash])),
    };
  };

  /** The site is live, the screen shows it, a person has a task; then one is taken back. */
  private async outcomes(): Promise<void> {
    const { announcementId } = this.at.recalled;
    await this.settled(this.at.released.announcementId);
    await this.settled(announcementId);
    const asked = await this.ask(this.by('clerk'), 'POST', `/api/v1/announcements/${announcementId}/recall`, {
      reason: 'error',
      note: `${this.mark}撤回说明`,
    });
    this.recall = RecallAnswer.parse(asked).request.id;
    await this.ask(this.by('reviewer'), 'POST', `/api/v1/recalls/${this.recall}/decision`, {
      verdict: 'approve',
      opinion: `${this.mark}同意撤回`,
    });
    await until(
      async () => {
        const { epoch, items } = await this.screen.manifest();
        await this.screen.holds(
          epoch,
          items.map(({ key }) => key),
        );
        return this.states(announcementId);
      },
      (states) => states.every((state) => ['gone', 'done'].includes(state)),
    );
  }

  private async states(announcementId: string): Promise<string[]> {
    const found = await this.hub.db
      .selectFrom('delivery')
      .select('state')
      .where('announcement_id', '=', announcementId)
      .execute();
    return found.map(({ state }) => state);
  }

  private async settled(announcementId: string): Promise<void> {
    const manifest = await until(
      () => this.screen.manifest(),
      ({ items }) => items.length > 0,
    );
    for (const { key } of manifest.items) await this.screen.progress(key, 'painted');
    await until(
      () => this.states(announcementId),
      (states) => states.length > 0 && states.every((state) => ['accepted', 'live'].includes(state)),
    );
  }

  private async takeStock(): Promise<void> {
    const { recall, errand, file } = this;
    Object.assign(this.owned, await takeStock(this, { recall, errand, file }));
  }

  async target(channel: string): Promise<TargetView> {
    const all = (await this.by('clerk').call('GET', '/api/v1/targets')).json as unknown as TargetView[];
    const found = all.find((target) => target.channel === channel);
    if (!found) throw new Error(`${this.mark} has no target of ${channel}`);
    return found;
  }

  private async upload(name: string, content: Uint8Array): Promise<Json> {
    const { status, json } = await sendFile(
      this.by('clerk'),
      '/api/v1/blobs',
      name,
      Uint8Array.from(content),
    );
    if (status !== 201) throw new Error(`${name}: ${status}`);
    return json;
  }

  private async ask(who: Visitor, method: string, path: string, body?: unknown): Promise<Json> {
    const { status, text, json } = await who.call(method, path, body === undefined ? {} : { body });
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return json;
  }
}
