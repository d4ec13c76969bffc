import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { Metrics } from './metrics.js';
import { Nodes } from './nodes.js';

@Module({ controllers: [HealthController], providers: [Metrics, Nodes] })
export class HealthModule {}
