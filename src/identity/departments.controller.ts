import { Body, Controller, Get, Param, Patch, Post } from '@nestjs/common';
import { CreateDepartment, UpdateDepartment, type DepartmentView } from '../contract/api.js';
import { Id } from '../contract/values.js';
import { CurrentCaller, Requires, type Caller } from './caller.js';
import { Departments } from './departments.service.js';

@Controller('api/v1/departments')
@Requires('member.manage')
export class DepartmentsController {
  constructor(private readonly departments: Departments) {}

  @Get()
  @Requires('announcement.read', 'member.manage')
  list(@CurrentCaller() caller: Caller): Promise<DepartmentView[]> {
    return this.departments.list(caller);
  }

  @Post()
  create(
    @CurrentCaller() caller: Caller,
    @Body({ schema: CreateDepartment }) wish: CreateDepartment,
  ): Promise<DepartmentView> {
    return this.departments.create(caller, wish);
  }

  @Patch(':id')
  update(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: UpdateDepartment }) wish: UpdateDepartment,
  ): Promise<DepartmentView> {
    return this.departments.update(caller, id, wish);
  }
}
