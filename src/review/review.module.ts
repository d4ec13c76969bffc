import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { ConsultationsController } from './consultations/consultations.controller.js';
import { ConsultationReader } from './consultations/consultations.reader.js';
import { Consultations } from './consultations/consultations.service.js';
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
  ],
  providers: [ReviewReader, Reviews, Procedures, ConsultationReader, Consultations, Withholdings, Terms],
  exports: [ReviewReader, Reviews],
})
export class ReviewModule {}
