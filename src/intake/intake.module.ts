import { Module } from '@nestjs/common';
import { AnnouncementRows } from './announcement-rows.js';
import { Renditions } from './renditions.js';

@Module({ providers: [AnnouncementRows, Renditions], exports: [AnnouncementRows, Renditions] })
export class IntakeModule {}
