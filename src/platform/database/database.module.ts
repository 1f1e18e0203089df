import { Global, Module } from '@nestjs/common';
import { Clock } from './clock';
import { DatabaseState } from './database-state';
import { IdempotentWrites } from './idempotent-writes';
import { Outbox } from './outbox';
import { Transactions } from './transactions';

@Global()
@Module({
  providers: [Clock, DatabaseState, IdempotentWrites, Outbox, Transactions],
  exports: [Clock, DatabaseState, IdempotentWrites, Outbox, Transactions],
})
export class DatabaseModule {}
