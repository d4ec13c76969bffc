import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { DelegationsController } from './delegations/delegations.controller.js';
import { Delegations } from './delegations/delegations.service.js';
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
  controllers: [ReviewController, ProceduresController, PaperController, DelegationsController],
  providers: [ReviewReader, Reviews, Procedures, Delegations, PaperReader, PaperRecords, Slips],
  exports: [ReviewReader, Reviews],
})
export class ReviewModule {}
