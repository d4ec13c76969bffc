import { BullModule } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import { Canaries } from './canaries.js';
import { queueName, Queues, QUEUE_OPTIONS, type QueueOptions } from './queues.js';

@Module({})
export class QueueModule {
  static forLanes(options: QueueOptions): DynamicModule {
    return {
      module: QueueModule,
      global: true,
      imports: [
        BullModule.forRoot({ connection: options.backend.forQueues }),
        BullModule.registerQueue(...[...options.lanes.keys()].map((lane) => ({ name: queueName(lane) }))),
      ],
      providers: [{ provide: QUEUE_OPTIONS, useValue: options }, Queues, Canaries],
      exports: [Queues],
    };
  }
}
