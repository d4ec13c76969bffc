import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { CreateHook, UpdateHook, type HookView, type HookWithSecret } from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Hooks } from './hooks.service.js';

@Controller('api/v1/hooks')
@Requires('notification.manage')
export class HooksController {
  constructor(private readonly hooks: Hooks) {}

  @Get()
  list(@CurrentCaller() caller: Caller): Promise<HookView[]> {
    return this.hooks.list(caller);
  }

  @Post()
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateHook }) wish: CreateHook,
  ): Promise<HookWithSecret> {
    return this.hooks.create(caller, wish);
  }

  @Patch(':id')
  change(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UpdateHook }) wish: UpdateHook,
  ): Promise<HookView> {
    return this.hooks.change(caller, id, wish);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<void> {
    return this.hooks.remove(caller, id);
  }

  @Post(':id/test')
  @HttpCode(200)
  test(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<HookView> {
    return this.hooks.test(caller, id);
  }
}
