import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Res,
  StreamableFile,
} from '@nestjs/common';
import type { Response } from 'express';
import {
  BoardOrder,
  SaveBoard,
  SaveBoardEntry,
  SetWhereabouts,
  type BoardList,
  type BoardView,
  type OwnWhereabouts,
} from '../../contract/api.js';
import { BOARD_PHOTO } from '../../contract/boards.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { BoardsReader } from './boards.reader.js';
import { Boards } from './boards.service.js';
import { WhereaboutsService } from './whereabouts.service.js';

/** One of these every role has: whoever works here may say where they are. */
const everybody = ['announcement.read', 'press.work'] as const;

/** 去向牌: boards and who stands on them for who manages the screens; where people are for those who speak for them. */
@Controller('api/v1')
export class BoardsController {
  constructor(
    private readonly reader: BoardsReader,
    private readonly boards: Boards,
    private readonly whereabouts: WhereaboutsService,
  ) {}

  @Get('boards')
  @Requires('screen.read')
  list(@CurrentCaller() caller: Caller): Promise<BoardList> {
    return this.reader.list(caller);
  }

  @Post('boards')
  @Requires('screen.manage')
  create(@CurrentCaller() caller: Caller, @Body({ schema: SaveBoard }) wish: SaveBoard): Promise<BoardView> {
    return this.boards.create(caller, wish);
  }

  @Put('boards/:id')
  @Requires('screen.manage')
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SaveBoard }) wish: SaveBoard,
  ): Promise<BoardView> {
    return this.boards.change(caller, id, wish);
  }

  @Delete('boards/:id')
  @HttpCode(204)
  @Requires('screen.manage')
  remove(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.boards.remove(caller, id);
  }

  @Put('boards/:id/order')
  @Requires('screen.manage')
  order(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: BoardOrder }) wish: BoardOrder,
  ): Promise<BoardView> {
    return this.boards.order(caller, id, wish);
  }

  @Post('boards/:id/entries')
  @Requires('screen.manage')
  addEntry(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SaveBoardEntry }) wish: SaveBoardEntry,
  ): Promise<BoardView> {
    return this.boards.addEntry(caller, id, wish);
  }

  @Put('board-entries/:id')
  @Requires('screen.manage')
  changeEntry(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SaveBoardEntry }) wish: SaveBoardEntry,
  ): Promise<BoardView> {
    return this.boards.changeEntry(caller, id, wish);
  }

  @Delete('board-entries/:id')
  @HttpCode(204)
  @Requires('screen.manage')
  removeEntry(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.boards.removeEntry(caller, id);
  }

  @Get('board-entries/:id/photo')
  @Requires(...everybody)
  async photo(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const content = await this.reader.photo(caller, id);
    response.setHeader('cache-control', 'private, no-cache');
    response.setHeader('content-security-policy', "default-src 'none'; sandbox");
    return new StreamableFile(content, { type: BOARD_PHOTO.mediaType, length: content.byteLength });
  }

  @Get('whereabouts')
  @Requires(...everybody)
  own(@CurrentCaller() caller: Caller): Promise<OwnWhereabouts> {
    return this.reader.own(caller);
  }

  @Put('whereabouts/:id')
  @HttpCode(204)
  @Requires(...everybody)
  set(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SetWhereabouts }) wish: SetWhereabouts,
  ): Promise<void> {
    return this.whereabouts.set(caller, id, wish);
  }
}
