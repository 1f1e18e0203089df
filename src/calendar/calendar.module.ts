import { Module } from '@nestjs/common';
import { CalendarController } from './calendar.controller';
import { CalendarRepository } from './calendar.repository';
import { ReadCalendar } from './read-calendar';
import { RecordYear } from './record-year';
import { SeedCalendar } from './seed-calendar';

@Module({
  controllers: [CalendarController],
  providers: [CalendarRepository, ReadCalendar, RecordYear, SeedCalendar],
  exports: [ReadCalendar, RecordYear],
})
export class CalendarModule {}
