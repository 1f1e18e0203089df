import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { DAY_KINDS } from '../domain/calendar';
import { IsCivilDate, IsSentence, IsWholeText, MayBeLeftOut } from '../platform/http';

export class CalendarDayInput {
  @IsCivilDate() date!: string;
  @IsSentence(200) nameZh!: string;
  @MayBeLeftOut() @IsSentence(200) nameEn?: string;
}

/** A year as the State Council's notice gives it: only what differs from Monday to Friday. */
export class CalendarYearInput {
  /** Days of Monday to Friday that are free. */
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => CalendarDayInput)
  holidays!: CalendarDayInput[];
  /** Saturdays and Sundays that are worked to make up for them. */
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => CalendarDayInput)
  workdays!: CalendarDayInput[];
  /** Where it comes from: the notice with its number. */
  @IsSentence(2000) source!: string;
  @IsSentence(2000) reason!: string;
}

/** The same as a file, which says of which year it speaks. */
export class CalendarYearFile extends CalendarYearInput {
  @IsWholeText(2000, 2100)
  year!: number;
}

export class CalendarYearView {
  year!: number;
  /** Grows with every recording; 0 where nothing is recorded. The ETag of the year. */
  version!: number;
  /** Whether its days are known. A year that is not complete counts Monday to Friday. */
  complete!: boolean;
  source!: string | null;
  reason!: string | null;
  /** Null for what was known from the beginning. */
  recordedAt!: string | null;
  recordedBy!: string | null;
  holidays!: number;
  workdays!: number;
}

export class CalendarWarning {
  year!: number;
  /** `calendar.unknown_year`. */
  code!: string;
  message!: string;
}

export class CalendarYearsView {
  @ApiProperty({ type: [CalendarYearView] })
  items!: CalendarYearView[];
  /** This year and the next, where their days are not known. */
  @ApiProperty({ type: [CalendarWarning] })
  warnings!: CalendarWarning[];
}

export class CalendarDaysQuery {
  @IsCivilDate() from!: string;
  /** At most 400 days from the first. */
  @IsCivilDate() to!: string;
}

export class CalendarDayView {
  date!: string;
  working!: boolean;
  /** `holiday` or `workday` where the day differs from Monday to Friday, else null. */
  @ApiProperty({ enum: DAY_KINDS, nullable: true, type: String })
  kind!: string | null;
  nameZh!: string | null;
  nameEn!: string | null;
  /** False where nothing is known of the holidays of that year. */
  known!: boolean;
}

export class CalendarDaysView {
  @ApiProperty({ type: [CalendarDayView] })
  items!: CalendarDayView[];
}
