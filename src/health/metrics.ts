import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { HealthRegistry } from '../platform/health/index.js';

/** Numbers for Prometheus: the process's own, and each part's health (1 or 0). */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(health: HealthRegistry) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'tongbo_part_ok',
      help: 'Whether a part of the hub is well: 1 or 0.',
      labelNames: ['part'],
      registers: [this.registry],
      async collect() {
        const { parts } = await health.report('system');
        for (const [part, { ok }] of Object.entries(parts)) this.set({ part }, ok ? 1 : 0);
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }
}
