import { Module } from '@nestjs/common';
import { Settings } from './settings';
import { SettingsController } from './settings.controller';
import { SettingsRepository } from './settings.repository';

@Module({
  controllers: [SettingsController],
  providers: [Settings, SettingsRepository],
  exports: [Settings],
})
export class SettingsModule {}
