import { Module } from '@nestjs/common';
import { IntakeModule } from '../intake/index.js';
import { ReviewController } from './review.controller.js';
import { ReviewReader } from './review.reader.js';
import { Reviews } from './review.service.js';

@Module({
  imports: [IntakeModule],
  controllers: [ReviewController],
  providers: [ReviewReader, Reviews],
  exports: [ReviewReader, Reviews],
})
export class ReviewModule {}
