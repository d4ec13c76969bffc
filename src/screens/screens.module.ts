import { Global, Module } from '@nestjs/common';
import { SCREENS_PORT } from '../contract/display.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { ScreenAlerts } from './alerts/alerts.service.js';
import { AlertSweep } from './alerts/sweep.js';
import { Bulk } from './bulk.js';
import { CommandsController } from './commands/commands.controller.js';
import { Commands } from './commands/commands.js';
import { ScreenshotsController } from './commands/screenshots.controller.js';
import { Screenshots } from './commands/screenshots.js';
import { BoardsController } from './boards/boards.controller.js';
import { BoardsReader } from './boards/boards.reader.js';
import { Boards } from './boards/boards.service.js';
import { WhereaboutsService } from './boards/whereabouts.service.js';
import { Cards } from './cards.js';
import { DeviceAuth } from './device-auth.js';
import { DisplayController } from './display.controller.js';
import { DisplayGateway } from './display.gateway.js';
import { Editions } from './editions.js';
import { Fleet } from './fleet.js';
import { GroupNews } from './group-news.js';
import { ManifestSigner } from './hub-key.js';
import { Manifests } from './manifests.js';
import { Pairings } from './pairings.js';
import { Forgetting } from './plays/forgetting.js';
import { PlaysController } from './plays/plays.controller.js';
import { PlaysReader } from './plays/plays.reader.js';
import { Plays } from './plays/plays.js';
import { Presence } from './presence.js';
import { Programmes } from './programme/programmes.service.js';
import { ProgrammesController } from './programme/programmes.controller.js';
import { Reports } from './reports.js';
import { Screens } from './screens.js';
import { ScreensController } from './screens.controller.js';
import { Standings } from './standings.js';
import { Tickets } from './tickets.js';
import { Tokens } from './tokens.js';
import { Alerts } from './warnings/alerts.js';
import { Slates } from './warnings/slates.js';
import { WarningSources } from './warnings/sources.js';
import { WarningReader } from './warnings/warning.reader.js';
import { WarningsController } from './warnings/warnings.controller.js';
import { Warnings } from './warnings/warnings.js';
import { WebSites } from './web-sites.js';

/** Everything about screens; gives SCREENS_PORT to whoever delivers. */
@Global()
@Module({
  controllers: [
    AlertsController,
    BoardsController,
    CommandsController,
    DisplayController,
    PlaysController,
    ProgrammesController,
    ScreensController,
    ScreenshotsController,
    WarningsController,
  ],
  providers: [
    AlertSweep,
    Bulk,
    Commands,
    Boards,
    BoardsReader,
    WhereaboutsService,
    Cards,
    DeviceAuth,
    DisplayGateway,
    Editions,
    Fleet,
    GroupNews,
    ManifestSigner,
    Manifests,
    Pairings,
    Forgetting,
    Plays,
    PlaysReader,
    Presence,
    Programmes,
    Reports,
    ScreenAlerts,
    Screens,
    Screenshots,
    Standings,
    Tickets,
    Tokens,
    Alerts,
    Slates,
    WarningReader,
    WarningSources,
    Warnings,
    WebSites,
    { provide: SCREENS_PORT, useExisting: Screens },
  ],
  exports: [SCREENS_PORT, Screens],
})
export class ScreensModule {}
