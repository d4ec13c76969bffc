import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { RegisterQuery } from '../../contract/api.js';
import { dayText } from '../../contract/kit/office-time.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { sendDocument } from '../../platform/web/index.js';
import type { RegisterForm } from './register.reader.js';
import { Registers } from './registers.service.js';

@Controller('api/v1')
export class RegisterController {
  constructor(private readonly registers: Registers) {}

  /** 信息发布台账 of a period, as a workbook to keep. */
  @Get('register.xlsx')
  @Requires('ledger.read')
  sheet(
    @CurrentCaller() caller: Caller,
    @Query({ schema: RegisterQuery }) query: RegisterQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return this.send(response, caller, { query, form: 'xlsx' });
  }

  /** The same on paper: A4, landscape, with the newest seal at the foot of each page. */
  @Get('register.pdf')
  @Requires('ledger.read')
  pages(
    @CurrentCaller() caller: Caller,
    @Query({ schema: RegisterQuery }) query: RegisterQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return this.send(response, caller, { query, form: 'pdf' });
  }

  private async send(
    response: Response,
    caller: Caller,
    { query, form }: { query: RegisterQuery; form: RegisterForm },
  ): Promise<StreamableFile> {
    const bytes = await this.registers.export(caller, query, form);
    const [from, to] = [new Date(query.from), new Date(Date.parse(query.to) - 1)].map(dayText);
    return sendDocument(response, `tongbo-register-${from}-${to}.${form}`, bytes);
  }
}
