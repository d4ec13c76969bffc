import { Body, Controller, Param, Post } from '@nestjs/common';
import { CreateRelease, type ReleaseView } from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { Releases } from './release.service.js';

@Controller('api/v1/versions/:id/release')
export class ReleaseController {
  constructor(private readonly releases: Releases) {}

  @Post()
  @Requires('release.create')
  async create(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: CreateRelease }) wish: CreateRelease,
  ): Promise<ReleaseView> {
    return this.releases.create(caller, id, wish);
  }
}
