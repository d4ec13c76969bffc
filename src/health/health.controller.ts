import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, HttpCode, Req, Res } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { HubError } from '../contract/errors.js';
import { HealthRegistry, type HealthReport } from '../platform/health/index.js';
import { Public } from '../identity/index.js';
import { Metrics } from './metrics.js';

/** What machines ask: whether this process lives, whether it can serve, how the whole hub is, and its numbers. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthRegistry,
    private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Public()
  live(): { ok: true } {
    return { ok: true };
  }

  @Get('health/ready')
  @Public()
  ready(@Res({ passthrough: true }) response: ServerResponse): Promise<HealthReport> {
    return this.answer('ready', response);
  }

  @Get('health/system')
  @Public()
  system(@Res({ passthrough: true }) response: ServerResponse): Promise<HealthReport> {
    return this.answer('system', response);
  }

  /** For this machine only, and not through a proxy on it. */
  @Get('metrics')
  @Public()
  @HttpCode(200)
  async read(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<string> {
    if (!fromThisMachine(request)) throw new HubError('not_found');
    response.setHeader('content-type', this.metrics.contentType);
    return this.metrics.text();
  }

  private async answer(scope: 'ready' | 'system', response: ServerResponse): Promise<HealthReport> {
    const report = await this.health.report(scope);
    response.statusCode = report.ok ? 200 : 503;
    response.setHeader('cache-control', 'no-store');
    return report;
  }
}

function fromThisMachine(request: IncomingMessage): boolean {
  const { remoteAddress = '' } = request.socket;
  const forwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some(
    (name) => name in request.headers,
  );
  return !forwarded && ipaddr.isValid(remoteAddress) && ipaddr.process(remoteAddress).range() === 'loopback';
}
