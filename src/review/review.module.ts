import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { DelegationsController } from './delegations/delegations.controller.js';
import { Delegations } from './delegations/delegations.service.js';
import { AfterReviews } from './emergency/after-reviews.service.js';
import { Duty } from './emergency/duty.service.js';
import { Emergencies } from './emergency/emergencies.service.js';
import { EmergencyController } from './emergency/emergency.controller.js';
import { PaperRecords } from './paper/paper-records.service.js';
import { PaperController } from './paper/paper.controller.js';
import { PaperReader } from './paper/paper.reader.js';
import { Slips } from './paper/slips.service.js';
import { ProceduresController } from './procedures.controller.js';
import { Procedures } from './procedures.service.js';
import { ReviewController } from './review.controller.js';
import { ReviewReader } from './review.reader.js';
import { Reviews } from './review.service.js';

@Module({
  imports: [IntakeModule],
  controllers: [
    ReviewController,
    ProceduresController,
    PaperController,
    DelegationsController,
    EmergencyController,
  ],
  providers: [
    ReviewReader,
    Reviews,
    Procedures,
    AfterReviews,
    Delegations,
    Duty,
    Emergencies,
    PaperReader,
    PaperRecords,
    Slips,
  ],
  exports: [ReviewReader, Reviews],
})
export class ReviewModule {}
