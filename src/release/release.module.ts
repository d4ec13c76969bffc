import { Module } from '@nestjs/common';
import { ReleaseController } from './release.controller.js';
import { Releases } from './release.service.js';

@Module({ controllers: [ReleaseController], providers: [Releases], exports: [Releases] })
export class ReleaseModule {}
