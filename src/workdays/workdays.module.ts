import { Module } from '@nestjs/common';
import { WorkdayYears } from './workday-years.service.js';
import { WorkdaysController } from './workdays.controller.js';
import { Workdays } from './workdays.reader.js';

@Module({ controllers: [WorkdaysController], providers: [Workdays, WorkdayYears] })
export class WorkdaysModule {}
