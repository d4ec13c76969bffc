import { Body, Controller, Get, Put } from '@nestjs/common';
import { OfficeFields, type Me } from '../contract/api.js';
import { AnyMember, CurrentCaller, Requires, type Caller } from './caller.js';
import { MeView } from './me.js';

@Controller('api/v1')
export class MeController {
  constructor(private readonly me: MeView) {}

  @Get('me')
  @AnyMember()
  read(@CurrentCaller() caller: Caller): Promise<Me> {
    return this.me.of(caller);
  }

  @Put('office')
  @Requires('member.manage')
  nameOffice(
    @CurrentCaller() caller: Caller,
    @Body({ schema: OfficeFields }) wish: OfficeFields,
  ): Promise<Me> {
    return this.me.nameOffice(caller, wish);
  }
}
