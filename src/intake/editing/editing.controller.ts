import { Body, Controller, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  AnswerPen,
  BeatPen,
  BeatPresence,
  OfTab,
  type PenView,
  type PresenceView,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Pens } from './pens.service.js';
import { Presence } from './presence.service.js';

/** Who writes a draft now, and who looks at an announcement. */
@Controller('api/v1/announcements/:id')
export class EditingController {
  constructor(
    private readonly pens: Pens,
    private readonly presence: Presence,
  ) {}

  /** The page of who writes is there: it takes the pen when it is free. */
  @Put('pen')
  @Requires('announcement.write')
  beat(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: BeatPen }) wish: BeatPen,
  ): Promise<PenView> {
    return this.pens.beat(caller, id, wish);
  }

  @Post('pen/ask')
  @HttpCode(200)
  @Requires('announcement.write')
  ask(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: OfTab }) { tab }: OfTab,
  ): Promise<PenView> {
    return this.pens.ask(caller, id, tab);
  }

  @Post('pen/answer')
  @HttpCode(200)
  @Requires('announcement.write')
  answer(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AnswerPen }) { tab, give }: AnswerPen,
  ): Promise<PenView> {
    return this.pens.answer(caller, id, tab, give);
  }

  /** The page is closed. */
  @Post('pen/leave')
  @HttpCode(204)
  @Requires('announcement.write')
  leavePen(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: OfTab }) { tab }: OfTab,
  ): Promise<void> {
    return this.pens.leave(caller, id, tab);
  }

  @Put('presence')
  @Requires('announcement.read')
  look(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: BeatPresence }) wish: BeatPresence,
  ): Promise<PresenceView> {
    return this.presence.beat(caller, id, wish);
  }

  @Post('presence/leave')
  @HttpCode(204)
  @Requires('announcement.read')
  leave(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: OfTab }) { tab }: OfTab,
  ): Promise<void> {
    return this.presence.leave(caller, id, tab);
  }
}
