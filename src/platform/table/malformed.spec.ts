import { CATALOGS, translate } from '../messages';
import { dice, mutated } from './spec-support/mutate';
import { type Outcome, Reading } from './spec-support/reading';
import { workbookParts } from './spec-support/workbook';
import { zip } from './spec-support/zip';

const MIB = 1024 ** 2;
/** What the program may grow by while it reads what is broken. */
const MOST_GROWTH = 150 * MIB;

const CSV = `指标编号,区域编号,期间,数值,备注\r\n${Array.from({ length: 40 }, (_, n) => `G${n},510105,2025-0${1 + (n % 9)},"1,${100 + n}.5","第""${n}""行\n说明"`).join('\r\n')}\r\n`;
/** "指标" in GB18030 as the header of a column, and rows that are ASCII. */
const GB18030 = Buffer.concat([
  Buffer.from('d6b8b1ea', 'hex'),
  Buffer.from(`,value\n${'"a,b",1\n'.repeat(40)}`),
]);

const TEXTS = [
  Buffer.from(CSV),
  Buffer.from(`\ufeff${CSV.replaceAll(',', ';')}`),
  Buffer.from(`\ufeff${CSV}`, 'utf16le'),
  Buffer.from(`\ufeff${CSV}`, 'utf16le').swap16(),
  GB18030,
];

const PARTS = workbookParts({
  rows: Array.from(
    { length: 30 },
    (_, n) =>
      `<row r="${n + 1}"><c r="A${n + 1}" t="s"><v>${n % 2}</v></c><c r="B${n + 1}" s="1"><v>45870</v></c><c r="C${n + 1}"><v>0.30000000000000004</v></c></row>`,
  ).join(''),
  strings: ['煤炭', '原油'],
  formats: ['yyyy-mm-dd'],
});
const PACKED = zip(PARTS);

/** A workbook whose ZIP is sound and one of whose parts is not. */
function withBrokenPart(seed: number): Buffer {
  const roll = dice(seed);
  const broken = roll(PARTS.length);
  return zip(
    PARTS.map((part, index) =>
      index === broken ? { ...part, content: mutated(Buffer.from(part.content), roll) } : part,
    ),
  );
}

const corpus = (count: number, make: (seed: number) => Buffer): Buffer[] =>
  Array.from({ length: count }, (_, seed) => make(seed));

describe('malformed files', () => {
  const reading = new Reading();
  const unhandled: unknown[] = [];
  const remember = (error: unknown): void => void unhandled.push(error);
  let before = 0;
  let peak = 0;

  beforeAll(() => {
    process.on('unhandledRejection', remember);
    before = process.memoryUsage().rss;
  });
  afterAll(() => {
    process.off('unhandledRejection', remember);
    reading.remove();
  });

  async function readAll(files: readonly Buffer[]): Promise<Record<string, number>> {
    const seen: Record<string, number> = {};
    for (const file of files) {
      const outcome = await reading.bytes(file);
      for (const code of codesOf(outcome)) seen[code] = (seen[code] ?? 0) + 1;
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    return seen;
  }

  it.each<[string, number, (seed: number) => Buffer]>([
    ['texts', 320, (seed) => mutated(TEXTS[seed % TEXTS.length] ?? GB18030, dice(seed))],
    ['archives', 120, (seed) => mutated(PACKED, dice(seed))],
    ['parts of workbooks', 140, withBrokenPart],
  ])(
    '%s: each of %d is read, or refused with a message',
    async (_, count, make) => {
      const seen = await readAll(corpus(count, make));
      expect(seen['read']).toBeGreaterThan(0);
      expect(Object.keys(seen).length).toBeGreaterThan(1);
      for (const code of Object.keys(seen).filter((key) => key !== 'read')) {
        expect(CATALOGS.en.errors).toHaveProperty([code]);
        expect(translate('zh-CN', 'errors', code)).not.toBe(code);
      }
    },
    300_000,
  );

  it('leave no rejection unhandled, and little memory taken', () => {
    expect(unhandled).toEqual([]);
    expect(peak - before).toBeLessThan(MOST_GROWTH);
  });
});

/** Every code that a file met with; 'read' where none. */
function codesOf({ refused, rows }: Outcome): string[] {
  const codes = [...(refused === null ? [] : [refused]), ...rows.flatMap(({ problems }) => problems)].map(
    ({ code }) => code,
  );
  return codes.length === 0 ? ['read'] : [...new Set(codes)];
}
