import { Inject, Injectable } from '@nestjs/common';
import type { DraftFields, Finding, PreviewAnswer, PreviewView, ProblemView } from '../contract/api.js';
import type { VersionView } from '../contract/channel.js';
import { noticeDaysOf } from '../contract/kit/workdays.js';
import { CONFIG, type HubConfig } from '../platform/config/index.js';
import { LOGGER, type Logger } from '../platform/log/index.js';
import { databaseNow, DATABASE, type Db } from '../store/database.js';
import type { VersionContent } from '../store/version-content.js';
import { Targets, type ResolvedTarget } from '../targets/index.js';
import { workCalendar } from '../workdays/index.js';
import { permalinkOf } from './announcement-rows.js';
import { Blobs } from './blobs/blobs.service.js';
import { correctionNotice } from './corrections.service.js';
import { cleanDraft, toFields, type AnnouncementRecord } from './draft-fields.js';
import { readExtras } from './extras.js';
import { frozenMetadata } from './metadata/clean.js';
import { picturesIn } from './html/sanitise.js';
import { relatedOf } from './related.js';
import {
  cannotRender,
  correctionProblems,
  draftProblems,
  lossProblems,
  metadataProblems,
  noticeProblems,
  switchedOff,
  targetProblem,
} from './problems.js';
import { looseAddress, Renditions, type Rendered } from './renditions.service.js';
import { Screening } from './screening/screening.service.js';
import { dayOf } from './slug.js';
import { requiredProblems } from './templates/required.js';
import { TemplatesReader } from './templates/templates.reader.js';
import { versionView, type VersionFrame } from './version-view.js';

/** A draft taken through everything that a submission would do, but for writing it down. */
export interface Rehearsal {
  content: VersionContent;
  problems: ProblemView[];
  /** What the screening tells the reviewer. */
  findings: Finding[];
  /** Those that could be rendered, in the order of the draft's targets. */
  rendered: { target: ResolvedTarget; rendered: Rendered }[];
}

/** Renders drafts for their targets and finds what is wrong with them. */
@Injectable()
export class Rehearsals {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    @Inject(CONFIG) private readonly config: Pick<HubConfig, 'publicUrl'>,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(Targets) private readonly targets: Pick<Targets, 'require'>,
    private readonly blobs: Blobs,
    private readonly renditions: Renditions,
    private readonly screening: Screening,
    private readonly templates: TemplatesReader,
  ) {}

  /** What every chosen target would show of unsaved fields, and all problems. @throws HubError as saving does */
  async preview(
    officeId: string,
    { correction, ...given }: DraftFields & { correction?: string | undefined },
  ): Promise<PreviewAnswer> {
    const { fields, notes } = cleanDraft(given);
    const now = await databaseNow(this.db);
    const { problems, findings, rendered } = await this.rehearse(officeId, fields, now, {
      announcementId: '00000000-0000-0000-0000-000000000000',
      number: 1,
      slug: `${dayOf(now)}-xxxxxx`,
      correction,
    });
    const previews = rendered.map(({ target, rendered: { rendition, made } }): PreviewView => {
      const { html, width, height } = target.channel.preview(rendition, looseAddress(made));
      return { targetId: target.id, html, width, height };
    });
    return { previews, problems: [...problems, ...lossProblems(notes)], findings };
  }

  /** Freezes and renders clean fields in memory. @throws HubError `unknown_target`, `invalid_request` */
  async rehearse(
    officeId: string,
    fields: DraftFields,
    now: Date,
    {
      slug,
      correction,
      ...identity
    }: { announcementId: string; number: number; slug: string; correction?: string | undefined },
  ): Promise<Rehearsal> {
    const [office, targets] = await Promise.all([
      this.office(officeId),
      this.targets.require(officeId, fields.targetIds),
    ]);
    const extras = readExtras(fields.extras, targets);
    const frozen = await this.freeze(officeId, fields, extras.frozen, correction);
    const { related, problems: unrelated } = await relatedOf(this.db, {
      ...{ officeId, announcementId: identity.announcementId, ids: fields.metadata?.related },
      placeholder: slug,
    });
    const content = { ...frozen, related };
    const frame: VersionFrame = {
      ...identity,
      expiresAt: fields.expiresAt,
      permalink: permalinkOf(this.config.publicUrl, slug),
      office,
    };
    const problems = [
      ...draftProblems(fields, now),
      ...correctionProblems(fields, correction),
      ...noticeProblems(fields, now, await workCalendar(this.db, officeId)),
      ...metadataProblems(fields, now),
      ...unrelated,
      ...requiredProblems(fields, await this.templates.requiredOf(officeId, fields.category)),
      ...extras.problems,
    ];
    const rendered: Rehearsal['rendered'] = [];
    for (const target of targets) {
      const own = extras.byChannel.get(target.channel.id);
      // What a channel could not read has been told above, and nothing can be shown for it.
      if (own === undefined) continue;
      const result = await this.tryTarget(target, versionView(content, frame, own));
      problems.push(...result.problems);
      if (result.rendered) rendered.push({ target, rendered: result.rendered });
    }
    const findings = await this.screening.of(officeId, content);
    return { content, problems, findings, rendered };
  }

  /** What the screening finds in a draft as it is saved. Nothing is rendered. */
  async findings(row: AnnouncementRecord): Promise<Finding[]> {
    const correction = row.correction_note ?? undefined;
    const content = await this.freeze(row.office_id, toFields(row), undefined, correction);
    return this.screening.of(row.office_id, content);
  }

  private async tryTarget(
    target: ResolvedTarget,
    view: VersionView,
  ): Promise<{ problems: ProblemView[]; rendered?: Rendered }> {
    const problems = target.enabled ? [] : [switchedOff(target)];
    try {
      problems.push(
        ...target.channel.validate(view, target.settings).map((found) => targetProblem(target.id, found)),
      );
      const rendered = await this.renditions.render(view, target);
      problems.push(...rendered.problems.map((found) => targetProblem(target.id, found)));
      return { problems, rendered };
    } catch (error) {
      this.logger.warn(
        { err: error, target: target.id, channel: target.channel.id },
        'a channel could not render',
      );
      return { problems: [...problems, cannotRender(target)] };
    }
  }

  private async freeze(
    officeId: string,
    fields: DraftFields,
    extras: VersionContent['extras'],
    correction: string | undefined,
  ): Promise<VersionContent> {
    const { title, body: text, category, issuer, docNo, indexNo } = fields;
    const served = fields.audience === 'specific';
    const [pictures, attachments] = await Promise.all([
      this.blobs.resolvePictures(officeId, picturesIn(text)),
      this.blobs.resolveAttachments(officeId, fields.attachments),
    ]);
    const noticeDays = noticeDaysOf(fields);
    const body = `${correction === undefined ? '' : correctionNotice(correction)}${text}`;
    return {
      ...{ title, body, pictures, attachments, category, issuer, docNo, indexNo, noticeDays },
      ...(served ? { audience: 'specific' as const } : {}),
      // A way of disclosure is of what is disclosed.
      metadata: frozenMetadata(
        served ? { ...fields.metadata, disclosure: undefined } : fields.metadata,
        text,
      ),
      extras,
    };
  }

  private async office(officeId: string): Promise<VersionFrame['office']> {
    const { name, short_name: shortName } = await this.db
      .selectFrom('office')
      .select(['name', 'short_name'])
      .where('id', '=', officeId)
      .executeTakeFirstOrThrow();
    return { name, shortName };
  }
}
