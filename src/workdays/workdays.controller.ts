import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import {
  SaveWorkdayYear,
  WorkdayQuery,
  type WorkdayYearList,
  type WorkdayYearView,
} from '../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { WorkdayYears } from './workday-years.service.js';
import { Workdays } from './workdays.reader.js';

@Controller('api/v1/workdays')
export class WorkdaysController {
  constructor(
    private readonly workdays: Workdays,
    private readonly years: WorkdayYears,
  ) {}

  @Get()
  @Requires('announcement.read', 'press.work')
  list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: WorkdayQuery }) query: WorkdayQuery,
  ): Promise<WorkdayYearList> {
    return this.workdays.years(caller.officeId, query);
  }

  @Put()
  @Requires('workdays.manage')
  save(
    @CurrentCaller() caller: Caller,
    @Body({ schema: SaveWorkdayYear }) wish: SaveWorkdayYear,
  ): Promise<WorkdayYearView> {
    return this.years.save(caller, wish);
  }
}
