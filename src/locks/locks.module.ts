import { Module } from '@nestjs/common';
import { KeepLocks } from './keep-locks';
import { LocksController } from './locks.controller';
import { LocksRepository } from './locks.repository';

@Module({
  controllers: [LocksController],
  providers: [LocksRepository, KeepLocks],
  exports: [LocksRepository],
})
export class LocksModule {}
