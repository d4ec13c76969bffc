import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { RegisterQuery } from '../../contract/api.js';
import { dayText } from '../../contract/kit/office-time.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { Registers } from './registers.service.js';

@Controller('api/v1')
export class RegisterController {
  constructor(private readonly registers: Registers) {}

  /** 信息发布台账 of a period, as a workbook to keep. */
  @Get('register.xlsx')
  @Requires('ledger.read')
  async export(
    @CurrentCaller() caller: Caller,
    @Query({ schema: RegisterQuery }) query: RegisterQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const bytes = await this.registers.export(caller, query);
    const [from, to] = [new Date(query.from), new Date(Date.parse(query.to) - 1)].map(dayText);
    response.attachment(`tongbo-register-${from}-${to}.xlsx`);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    return new StreamableFile(bytes);
  }
}
