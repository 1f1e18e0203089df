import { readCalendarFile } from './read-calendar-file';

const FILE = `year: 2027
source: 国务院办公厅通知
reason: 年度安排
holidays:
  - { date: 2027-01-01, nameZh: 元旦, nameEn: New Year's Day }
  - date: 2027-10-01
    nameZh: 国庆节
workdays:
  - { date: 2027-02-06, nameZh: 春节调休 }
`;

function told(text: string): string[] {
  const reading = readCalendarFile(text);
  return reading.ok ? [] : reading.problems.map(({ line, path, code }) => `${line} ${path} ${code}`);
}

describe('a calendar file', () => {
  it('is read from YAML and from JSON', () => {
    const reading = readCalendarFile(FILE);
    expect(reading).toMatchObject({ ok: true, file: { year: 2027, workdays: [{ date: '2027-02-06' }] } });
    const { file } = reading as unknown as { file: object };
    expect(readCalendarFile(JSON.stringify(file, null, 2))).toEqual(reading);
  });

  it.each([
    ['a day of another year', ['2027-02-06', '2028-02-05'], '9 workdays.0.date calendar.other_year'],
    ['a holiday at a weekend', ['2027-10-01', '2027-10-02'], '6 holidays.1.date calendar.free_anyway'],
    ['no real day', ['2027-02-06', '2027-02-30'], '9 workdays.0.date field.date'],
    ['a field that is none', ['reason:', 'because:'], '3 because field.unknown'],
    ['a name forgotten', ['    nameZh: 国庆节\n', ''], '6 holidays.1.nameZh field.missing'],
    ['a year that is none', ['year: 2027', 'year: 27'], '1 year field.integer'],
    ['a list that is none', ['workdays:\n  -', 'workdays:\n   '], '9 workdays'],
  ])('with %s names its line and field', (_what, [from, to], expected) => {
    expect(told(FILE.replace(from as string, to as string)).join('\n')).toContain(expected);
  });

  it.each([
    ['', '1  calendar.file_content'],
    ['just a text', '1  calendar.file_content'],
    ['a: [1', '1  calendar.file_syntax'],
    ['x'.repeat(100_001), '1  calendar.file_too_large'],
  ])('that is none is refused', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });
});
