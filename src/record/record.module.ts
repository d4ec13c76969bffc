import { Module } from '@nestjs/common';
import { DeliverModule } from '../deliver/index.js';
import { IntakeModule } from '../intake/index.js';
import { Anchoring } from './anchors/anchoring.js';
import { WellKnownSeal } from './anchors/well-known.js';
import { LedgerKey } from './ledger-key.js';
import { LedgerReader } from './ledger.reader.js';
import { PdfPress } from './recall-proof/pdf-press.js';
import { RecallProofController } from './recall-proof/recall-proof.controller.js';
import { RecallProofs } from './recall-proof/recall-proofs.service.js';
import { ReceiptController } from './receipt/receipt.controller.js';
import { Receipts } from './receipt/receipts.service.js';
import { RecordController } from './record.controller.js';
import { RecordReader } from './record.reader.js';
import { RegisterController } from './register/register.controller.js';
import { RegisterReader } from './register/register.reader.js';
import { Registers } from './register/registers.service.js';
import { Sealer } from './sealer.js';
import { PersonalReadsController } from './personal-reads.controller.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StatisticsCounter } from './statistics/counter.js';
import { StatisticsReader } from './statistics/statistics.reader.js';

@Module({
  imports: [DeliverModule, IntakeModule],
  controllers: [
    PersonalReadsController,
    RecallProofController,
    ReceiptController,
    RecordController,
    RegisterController,
    StatisticsController,
  ],
  providers: [
    Anchoring,
    LedgerKey,
    LedgerReader,
    PdfPress,
    RecallProofs,
    Receipts,
    RecordReader,
    RegisterReader,
    Registers,
    Sealer,
    StatisticsCounter,
    StatisticsReader,
    WellKnownSeal,
  ],
})
export class RecordModule {}
