import { Body, Controller, Get, Inject, Param, Post, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { AskCommand, type CommandView } from '../../contract/api.js';
import { HubError } from '../../contract/errors.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { DATABASE, transact, type Db } from '../../store/database.js';
import { actorOf, lockScreens } from '../moves.js';
import { Commands } from './commands.js';
import { Screenshots } from './screenshots.js';
import { commandsOf } from './views.js';

@Controller('api/v1')
export class CommandsController {
  constructor(
    @Inject(DATABASE) private readonly db: Db,
    private readonly commands: Commands,
    private readonly screenshots: Screenshots,
  ) {}

  /** What the screen was asked, newest first, this one included. */
  @Post('screens/:id/commands')
  @Requires('screen.manage')
  async ask(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AskCommand }) { kind }: AskCommand,
  ): Promise<{ items: CommandView[] }> {
    await transact(this.db, actorOf(caller), async (tx) => {
      const screens = await lockScreens(tx, caller.officeId, [id]);
      if (screens.length === 0) throw new HubError('not_found', 'there is no such screen');
      await this.commands.ask(tx, caller, kind, [id]);
    });
    return { items: await commandsOf(this.db, id) };
  }

  @Get('screenshots/:id')
  @Requires('screen.read')
  async screenshot(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { content, mediaType } = await this.screenshots.read(caller, id);
    response.setHeader('cache-control', 'private, no-store');
    // What came from a box on a wall is only ever data here.
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    return new StreamableFile(content, { type: mediaType, length: content.byteLength });
  }
}
