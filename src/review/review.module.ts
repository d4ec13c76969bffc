import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { ProceduresController } from './procedures.controller.js';
import { Procedures } from './procedures.service.js';
import { ReviewController } from './review.controller.js';
import { ReviewReader } from './review.reader.js';
import { Reviews } from './review.service.js';

@Module({
  imports: [IntakeModule],
  controllers: [ReviewController, ProceduresController],
  providers: [ReviewReader, Reviews, Procedures],
  exports: [ReviewReader, Reviews],
})
export class ReviewModule {}
