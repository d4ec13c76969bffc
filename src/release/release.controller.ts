import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  CalendarQuery,
  CreateRelease,
  CreateReleaseGroup,
  MoveRelease,
  type CalendarPage,
  type ReleaseGroupList,
  type ReleaseGroupView,
  type ReleaseView,
} from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { Calendar } from './calendar.reader.js';
import { ReleaseGroups } from './groups.service.js';
import { Moves } from './moves.service.js';
import { Releases } from './release.service.js';

@Controller('api/v1')
export class ReleaseController {
  constructor(
    private readonly releases: Releases,
    private readonly groups: ReleaseGroups,
    private readonly moves: Moves,
    private readonly calendar: Calendar,
  ) {}

  @Post('versions/:id/release')
  @Requires('release.create')
  async create(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CreateRelease }) wish: CreateRelease,
  ): Promise<ReleaseView> {
    return this.releases.create(caller, id, wish);
  }

  @Get('calendar')
  @Requires('announcement.read')
  between(
    @CurrentCaller() caller: Caller,
    @Query({ schema: CalendarQuery }) query: CalendarQuery,
  ): Promise<CalendarPage> {
    return this.calendar.between(caller.officeId, query);
  }

  /** Another time for what has not begun. */
  @Post('releases/:id/move')
  @HttpCode(204)
  @Requires('release.create')
  move(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: MoveRelease }) wish: MoveRelease,
  ): Promise<void> {
    return this.moves.move(caller, id, wish);
  }

  @Post('release-groups')
  @Requires('release.create')
  async createGroup(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateReleaseGroup }) wish: CreateReleaseGroup,
  ): Promise<ReleaseGroupView> {
    return this.groups.create(caller, wish);
  }

  @Get('release-groups')
  @Requires('announcement.read')
  async openGroups(@CurrentCaller() caller: Caller): Promise<ReleaseGroupList> {
    return { items: await this.groups.open(caller.officeId) };
  }

  @Post('release-groups/:id/dissolve')
  @Requires('release.create')
  async dissolveGroup(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<ReleaseGroupView> {
    return this.groups.dissolve(caller, id);
  }

  @Get('release-groups/:id')
  @Requires('announcement.read')
  async group(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
  ): Promise<ReleaseGroupView> {
    return this.groups.one(caller.officeId, id);
  }
}
