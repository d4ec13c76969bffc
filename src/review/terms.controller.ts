import { Body, Controller, Get, Put } from '@nestjs/common';
import { ReviewTerms } from '../contract/api.js';
import { CurrentCaller, Requires, type Caller } from '../identity/index.js';
import { Terms } from './terms.service.js';

@Controller('api/v1/review-terms')
export class TermsController {
  constructor(private readonly terms: Terms) {}

  @Get()
  @Requires('announcement.read')
  read(@CurrentCaller() caller: Caller): Promise<ReviewTerms> {
    return this.terms.read(caller);
  }

  @Put()
  @Requires('procedure.manage')
  set(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ReviewTerms }) terms: ReviewTerms,
  ): Promise<ReviewTerms> {
    return this.terms.set(caller, terms);
  }
}
