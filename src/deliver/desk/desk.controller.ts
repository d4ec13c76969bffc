import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import type { StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import {
  AnswerTask,
  CreatePickup,
  PageQuery,
  type DeliveryDetail,
  type HandoffView,
  type PickupPage,
  type PressReleasePage,
  type PreviewView,
  type TaskPage,
} from '../../contract/api.js';
import { Hash, Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { sendFile } from '../../intake/index.js';
import { Stories } from '../story.js';
import { Handoffs } from './handoffs.service.js';
import { Pickups } from './pickups.service.js';
import { PressReleases } from './press-releases.js';
import { Tasks } from './tasks.service.js';

const Download = z.object({ name: z.string().max(255).optional() });

/** What people do by hand so that something stands where it should: tasks, hand-offs, and the media liaison's desk. */
@Controller('api/v1')
export class DeskController {
  constructor(
    private readonly tasks: Tasks,
    private readonly handoffs: Handoffs,
    private readonly pickups: Pickups,
    private readonly releases: PressReleases,
    private readonly stories: Stories,
  ) {}

  @Get('tasks')
  @Requires('announcement.read', 'press.work')
  openTasks(
    @CurrentCaller() caller: Caller,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<TaskPage> {
    return this.tasks.page(caller, query);
  }

  @Post('tasks/:id/answers')
  @HttpCode(200)
  @Requires('release.create', 'press.work')
  async answer(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AnswerTask }) { answers }: AnswerTask,
  ): Promise<DeliveryDetail> {
    return this.stories.for(caller, await this.tasks.answer(caller, id, answers));
  }

  @Get('deliveries/:id/handoff')
  @Requires('announcement.read', 'press.work')
  handoff(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<HandoffView> {
    return this.handoffs.page(caller, id);
  }

  /** What was approved for this target, as it shows it. */
  @Get('deliveries/:id/preview')
  @Requires('announcement.read', 'press.work')
  preview(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<PreviewView> {
    return this.handoffs.preview(caller, id);
  }

  /** A file of what was frozen for this delivery. `?name=` is what it is saved as, instead of its own name. */
  @Get('deliveries/:id/files/:hash')
  @Requires('announcement.read', 'press.work')
  async file(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Param('hash', { schema: Hash }) hash: Hash,
    @Query({ schema: Download }) { name }: z.infer<typeof Download>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { file, content, personal } = await this.handoffs.file(caller, id, hash);
    const named = { ...file, personal, ...(name !== undefined && { name }) };
    return sendFile(response, named, content, 'attachment');
  }

  @Get('pickups')
  @Requires('announcement.read', 'press.work')
  reported(
    @CurrentCaller() caller: Caller,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<PickupPage> {
    return this.pickups.page(caller, query);
  }

  @Post('deliveries/:id/pickups')
  @Requires('release.create', 'press.work')
  async report(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CreatePickup }) { answers }: CreatePickup,
  ): Promise<DeliveryDetail> {
    await this.pickups.report(caller, id, answers);
    return this.stories.for(caller, id);
  }

  @Get('press/releases')
  @Requires('press.work', 'announcement.read')
  pressReleases(
    @CurrentCaller() caller: Caller,
    @Query({ schema: PageQuery }) query: PageQuery,
  ): Promise<PressReleasePage> {
    return this.releases.page(caller.officeId, query);
  }
}
