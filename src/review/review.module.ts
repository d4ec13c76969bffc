import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { ConsultationsController } from './consultations/consultations.controller.js';
import { ConsultationReader } from './consultations/consultations.reader.js';
import { Consultations } from './consultations/consultations.service.js';
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
import { TermsController } from './terms.controller.js';
import { Terms } from './terms.service.js';
import { WithholdingController } from './withholding/withholding.controller.js';
import { Withholdings } from './withholding/withholdings.service.js';

@Module({
  imports: [IntakeModule],
  controllers: [
    ReviewController,
    ProceduresController,
    ConsultationsController,
    WithholdingController,
    TermsController,
    PaperController,
    DelegationsController,
    EmergencyController,
  ],
  providers: [
    ReviewReader,
    Reviews,
    Procedures,
    ConsultationReader,
    Consultations,
    Withholdings,
    Terms,
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
