import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  ImportWords,
  WatchedWord,
  type ImportedWords,
  type WatchedWordList,
  type WatchedWordView,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { DictionaryReader } from './dictionary.reader.js';
import { Dictionary } from './dictionary.service.js';

/** The words that the office's screening watches for. */
@Controller('api/v1/dictionary')
@Requires('dictionary.manage')
export class DictionaryController {
  constructor(
    private readonly dictionary: Dictionary,
    private readonly reader: DictionaryReader,
  ) {}

  @Get()
  list(@CurrentCaller() caller: Caller): Promise<WatchedWordList> {
    return this.reader.list(caller.officeId);
  }

  @Post()
  add(
    @CurrentCaller() caller: Caller,
    @Body({ schema: WatchedWord }) wish: WatchedWord,
  ): Promise<WatchedWordView> {
    return this.dictionary.add(caller, wish);
  }

  @Post('import')
  @HttpCode(200)
  import(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ImportWords }) { csv }: ImportWords,
  ): Promise<ImportedWords> {
    return this.dictionary.import(caller, csv);
  }

  @Put(':id')
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WatchedWord }) wish: WatchedWord,
  ): Promise<WatchedWordView> {
    return this.dictionary.change(caller, id, wish);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.dictionary.remove(caller, id);
  }
}
