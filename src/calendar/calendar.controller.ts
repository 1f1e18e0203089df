import { Body, Controller, Get, Headers, Put, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { actorOf } from '../audit';
import type { Principal } from '../domain/access';
import type { CivilDate } from '../domain/calendar';
import { IdempotentWrites } from '../platform/database';
import {
  ApiWrite,
  CurrentPrincipal,
  etag,
  IfMatch,
  notFound,
  NumberParam,
  Permit,
  RequestLanguage,
} from '../platform/http';
import { type Language, translate } from '../platform/messages';
import {
  CalendarDaysQuery,
  CalendarDaysView,
  CalendarYearInput,
  CalendarYearsView,
  CalendarYearView,
} from './calendar.dto';
import { CalendarRepository } from './calendar.repository';
import { presentYear } from './present-year';
import { ReadCalendar } from './read-calendar';
import { RecordYear } from './record-year';

@ApiTags('calendar')
@Controller('calendar')
export class CalendarController {
  constructor(
    private readonly calendar: CalendarRepository,
    private readonly read: ReadCalendar,
    private readonly recordYear: RecordYear,
    private readonly writes: IdempotentWrites,
  ) {}

  /** The years whose holidays are known, with warnings where this one or the next is not. */
  @Get('years')
  @Permit('reference.read')
  async years(@RequestLanguage() language: Language): Promise<CalendarYearsView> {
    const { years, wanting } = await this.read.years();
    const code = 'calendar.unknown_year';
    const warning = (year: number) => ({
      year,
      code,
      message: translate(language, 'errors', code, { year }),
    });
    return { items: years, warnings: wanting.map(warning) };
  }

  /** One year; version 0 where nothing is known of it. */
  @Get('years/:year')
  @Permit('reference.read')
  async year(
    @NumberParam('calendar.no_such_year', 'year') number: number,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CalendarYearView> {
    const year = presentYear(await this.calendar.year(yearOfRecord(number)));
    void reply.header('etag', etag(year.version));
    return year;
  }

  /** Records a year as the State Council's notice gives it; `If-Match: "0"` for a year that is not recorded. */
  @Put('years/:year')
  @Permit('calendar.manage')
  @ApiWrite({ edits: true })
  @ApiOkResponse({ type: CalendarYearView })
  record(
    @NumberParam('calendar.no_such_year', 'year') number: number,
    @Body() input: CalendarYearInput,
    @IfMatch() ifMatch: string | undefined,
    @Headers('idempotency-key') key: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const year = yearOfRecord(number);
    const request = { scope: `calendar/years/${year}`, key, asked: input, principal };
    return this.writes.answer(reply, request, (tx) =>
      this.recordYear.execute(tx, year, ifMatch, input, actorOf(principal)),
    );
  }

  /** Each day of a span: whether it is worked, and why where that is not plain. */
  @Get('days')
  @Permit('reference.read')
  async days(@Query() { from, to }: CalendarDaysQuery): Promise<CalendarDaysView> {
    return { items: await this.read.days(from as CivilDate, to as CivilDate) };
  }
}

function yearOfRecord(year: number): number {
  if (year < 2000 || year > 2100) throw notFound('calendar.no_such_year', { id: year });
  return year;
}
