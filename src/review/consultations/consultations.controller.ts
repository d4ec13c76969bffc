import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  AskConsultation,
  ConfirmConsultation,
  ReplyConsultation,
  WithdrawConsultation,
  type ConsultationList,
  type PendingConsultationList,
} from '../../contract/api.js';
import { Id } from '../../contract/values.js';
import { CurrentCaller, Requires, type Caller } from '../../identity/index.js';
import { ConsultationReader } from './consultations.reader.js';
import { Consultations } from './consultations.service.js';

/** Who drafts and who reviews both ask, and write down what came back. */
@Controller('api/v1')
export class ConsultationsController {
  constructor(
    private readonly consultations: Consultations,
    private readonly reader: ConsultationReader,
  ) {}

  @Get('consultations')
  @Requires('announcement.read')
  pending(@CurrentCaller() caller: Caller): Promise<PendingConsultationList> {
    return this.reader.pending(caller.officeId);
  }

  @Get('announcements/:id/consultations')
  @Requires('announcement.read')
  list(@CurrentCaller() caller: Caller, @Param('id', { schema: Id }) id: string): Promise<ConsultationList> {
    return this.reader.of(caller, id);
  }

  @Post('announcements/:id/consultations')
  @HttpCode(204)
  @Requires('announcement.write', 'review.decide')
  ask(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: AskConsultation }) wish: AskConsultation,
  ): Promise<void> {
    return this.consultations.ask(caller, id, wish);
  }

  @Post('consultations/:id/reply')
  @HttpCode(204)
  @Requires('announcement.write', 'review.decide')
  reply(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ReplyConsultation }) wish: ReplyConsultation,
  ): Promise<void> {
    return this.consultations.reply(caller, id, wish);
  }

  @Post('consultations/:id/withdrawal')
  @HttpCode(204)
  @Requires('announcement.write', 'review.decide')
  withdraw(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: WithdrawConsultation }) wish: WithdrawConsultation,
  ): Promise<void> {
    return this.consultations.withdraw(caller, id, wish);
  }

  @Post('consultations/:id/confirmation')
  @HttpCode(204)
  @Requires('announcement.write', 'review.decide')
  confirm(
    @CurrentCaller() caller: Caller,
    @Param('id', { schema: Id }) id: string,
    @Body({ schema: ConfirmConsultation }) wish: ConfirmConsultation,
  ): Promise<void> {
    return this.consultations.confirm(caller, id, wish);
  }
}
