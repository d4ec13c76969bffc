import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import {
  Decide,
  SetDuty,
  SettleAfterReview,
  type AfterReviewList,
  type AfterReviewView,
  type DutyList,
  type VersionDetail,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Fresh, Requires, type Caller } from '../../identity/index.js';
import { AfterReviews } from './after-reviews.service.js';
import { Duty } from './duty.service.js';
import { Emergencies } from './emergencies.service.js';

/** What two persons on duty let go, and the review afterwards. */
@Controller('api/v1')
export class EmergencyController {
  constructor(
    private readonly emergencies: Emergencies,
    private readonly afterwards: AfterReviews,
    private readonly duty: Duty,
  ) {}

  @Post('versions/:id/duty-approvals')
  @HttpCode(200)
  @Requires('review.paper')
  approve(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: Decide }) decision: Decide,
  ): Promise<VersionDetail> {
    return this.emergencies.approve(caller, id, decision);
  }

  @Get('after-reviews')
  @Requires('announcement.read')
  open(@CurrentCaller() caller: Caller): Promise<AfterReviewList> {
    return this.afterwards.open(caller);
  }

  /** By the version's id. */
  @Post('after-reviews/:id/outcome')
  @HttpCode(200)
  @Requires('review.decide')
  settle(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: SettleAfterReview }) wish: SettleAfterReview,
  ): Promise<AfterReviewView> {
    return this.afterwards.settle(caller, id, wish);
  }

  @Get('duty')
  @Requires('announcement.read')
  onDuty(@CurrentCaller() caller: Caller): Promise<DutyList> {
    return this.duty.list(caller);
  }

  @Put('duty')
  @Fresh()
  @Requires('member.manage')
  set(@CurrentCaller() caller: Caller, @Body({ schema: SetDuty }) { memberIds }: SetDuty): Promise<DutyList> {
    return this.duty.set(caller, memberIds);
  }
}
