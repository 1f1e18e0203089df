import { Global, Module } from '@nestjs/common';
import { Clock } from './clock';
import { IdempotentWrites } from './idempotent-writes';
import { Outbox } from './outbox';
import { Transactions } from './transactions';

@Global()
@Module({
  providers: [Clock, IdempotentWrites, Outbox, Transactions],
  exports: [Clock, IdempotentWrites, Outbox, Transactions],
})
export class DatabaseModule {}
