import { Body, Controller, Get, HttpCode, Post, Put, Query } from '@nestjs/common';
import {
  AcknowledgeAlerts,
  AlertQuery,
  AlertRule,
  type AlertPage,
  type BulkResults,
} from '../../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { ScreenAlerts } from './alerts.service.js';

@Controller('api/v1/screen-alerts')
export class AlertsController {
  constructor(private readonly alerts: ScreenAlerts) {}

  @Get()
  @Requires('screen.read')
  async list(
    @CurrentCaller() caller: Caller,
    @Query({ schema: AlertQuery }) query: AlertQuery,
  ): Promise<AlertPage> {
    return this.alerts.list(caller, query);
  }

  @Post('acknowledge')
  @HttpCode(200)
  @Requires('screen.manage')
  async acknowledge(
    @CurrentCaller() caller: Caller,
    @Body({ schema: AcknowledgeAlerts }) wish: AcknowledgeAlerts,
  ): Promise<BulkResults> {
    return this.alerts.acknowledge(caller, wish);
  }

  @Get('rule')
  @Requires('screen.read')
  async rule(@CurrentCaller() caller: Caller): Promise<AlertRule> {
    return this.alerts.rule(caller);
  }

  @Put('rule')
  @Requires('screen.manage')
  async setRule(
    @CurrentCaller() caller: Caller,
    @Body({ schema: AlertRule }) rule: AlertRule,
  ): Promise<AlertRule> {
    return this.alerts.setRule(caller, rule);
  }
}
