import { holidays, workdays } from 'chinese-days/dist/chinese-days.json';
import { type CivilDate, type DayKind, isWeekend, missingByLaw } from '../domain/calendar';

export interface RecordedDay {
  readonly date: CivilDate;
  readonly kind: DayKind;
  readonly nameZh: string;
  readonly nameEn: string | null;
}

/**
 * What the package knows, by year. It answers Monday to Friday for a year that it does not know, so its answers
 * are not asked for: only its data count, and only of years in which no day that is free by law is missing.
 */
export function packageYears(): Map<number, RecordedDay[]> {
  const years = new Map<number, RecordedDay[]>();
  for (const day of [...daysOf(holidays, 'holiday'), ...daysOf(workdays, 'workday')]) {
    const year = Number(day.date.slice(0, 4));
    years.set(year, [...(years.get(year) ?? []), day]);
  }
  return new Map([...years].filter(([year, days]) => isWhole(year, days)).sort(([a], [b]) => a - b));
}

/** The package's `date: "National Day,国庆节,3"`, without what Monday to Friday says already. */
function daysOf(days: Readonly<Record<string, string>>, kind: DayKind): RecordedDay[] {
  return Object.entries(days)
    .map(([date, text]) => {
      const [nameEn, nameZh] = text.split(',');
      return { date: date as CivilDate, kind, nameZh: nameZh ?? text, nameEn: nameEn ?? null };
    })
    .filter(({ date }) => isWeekend(date) === (kind === 'workday'));
}

function isWhole(year: number, days: readonly RecordedDay[]): boolean {
  const free = days.filter(({ kind }) => kind === 'holiday').map(({ date }) => date);
  return missingByLaw(year, new Set(free)).length === 0;
}
