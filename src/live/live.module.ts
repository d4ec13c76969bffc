import { Module } from '@nestjs/common';
import { LiveGateway } from './live.gateway.js';
import { ReadsController } from './reads.controller.js';

@Module({ controllers: [ReadsController], providers: [LiveGateway] })
export class LiveModule {}
