import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { PublicSite } from '../platform/web/index.js';
import { Board } from './board.js';
import { ChannelSite } from './channel-site.js';
import { Contexts } from './contexts.js';
import { DeliverController } from './deliver.controller.js';
import { DeskController } from './desk/desk.controller.js';
import { Handoffs } from './desk/handoffs.service.js';
import { Pickups } from './desk/pickups.service.js';
import { PressReleases } from './desk/press-releases.js';
import { Tasks } from './desk/tasks.service.js';
import { Expiry } from './expiry.js';
import { NoticeEnds } from './notices/extensions.service.js';
import { NoticesController } from './notices/notices.controller.js';
import { Notices } from './notices/notices.reader.js';
import { OpenNotices } from './notices/open-notices.reader.js';
import { ObjectionTexts } from './notices/objection-texts.js';
import { Objections } from './notices/objections.service.js';
import { PublicObjections } from './notices/public-objections.service.js';
import { LateRecalls } from './recalls/late.js';
import { EvidenceController } from './desk/evidence.controller.js';
import { Evidence } from './desk/evidence.service.js';
import { RecallProgresses } from './recalls/progress.js';
import { RecallsController } from './recalls/recalls.controller.js';
import { Recalls } from './recalls/recalls.service.js';
import { RecallRequests } from './recalls/requests.service.js';
import { Exposures } from './rectifications/exposure.js';
import { RectificationsController } from './rectifications/rectifications.controller.js';
import { RectificationReader } from './rectifications/rectifications.reader.js';
import { Rectifications } from './rectifications/rectifications.service.js';
import { RescanFindings } from './rescans/rescan-findings.service.js';
import { Rescans } from './rescans/rescans.js';
import { RescansController } from './rescans/rescans.controller.js';
import { Relay } from './relay.js';
import { Resolutions } from './resolve.service.js';
import { Runner } from './runner.js';
import { Stories } from './story.js';
import { DeliverWorker } from './worker.js';

@Module({
  imports: [IntakeModule],
  controllers: [
    DeliverController,
    DeskController,
    EvidenceController,
    NoticesController,
    RecallsController,
    RectificationsController,
    RescansController,
  ],
  providers: [
    Board,
    Contexts,
    DeliverWorker,
    Evidence,
    Expiry,
    Exposures,
    Handoffs,
    LateRecalls,
    NoticeEnds,
    Notices,
    ObjectionTexts,
    Objections,
    OpenNotices,
    Pickups,
    PressReleases,
    PublicObjections,
    RecallProgresses,
    RecallRequests,
    Recalls,
    RectificationReader,
    Rectifications,
    Relay,
    RescanFindings,
    Rescans,
    Resolutions,
    Runner,
    Stories,
    Tasks,
    { provide: PublicSite, useClass: ChannelSite },
  ],
  exports: [PublicSite, RecallProgresses, RecallRequests, Stories],
})
export class DeliverModule {}
