import { Body, Controller, Delete, Get, Put, Query } from '@nestjs/common';
import { RemoveProcedure, SetProcedure, type ProcedureView } from '../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { Procedures } from './procedures.service.js';

@Controller('api/v1/procedures')
@Requires('procedure.manage')
export class ProceduresController {
  constructor(private readonly procedures: Procedures) {}

  @Get()
  @Requires('announcement.read')
  list(@CurrentCaller() caller: Caller): Promise<ProcedureView[]> {
    return this.procedures.list(caller);
  }

  @Put()
  set(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SetProcedure }) { category, procedure }: SetProcedure,
  ): Promise<ProcedureView[]> {
    return this.procedures.set(caller, category, procedure);
  }

  @Delete()
  remove(
    @CurrentCaller() caller: Caller,
    @Query({ schema: RemoveProcedure }) { category }: RemoveProcedure,
  ): Promise<ProcedureView[]> {
    return this.procedures.remove(caller, category);
  }
}
