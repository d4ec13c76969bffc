import { Module } from '@nestjs/common';
import { DeliverModule } from '../deliver/index.js';
import { LedgerReader } from './ledger.reader.js';
import { RecordController } from './record.controller.js';
import { RecordReader } from './record.reader.js';
import { Sealer } from './sealer.js';

@Module({
  imports: [DeliverModule],
  controllers: [RecordController],
  providers: [LedgerReader, RecordReader, Sealer],
})
export class RecordModule {}
