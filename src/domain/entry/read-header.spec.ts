import * as fc from 'fast-check';
import { HEADER_WORDS } from './header-words';
import { ENTRY_COLUMNS, readHeader } from './read-header';

const NEEDED = ['indicator', 'area', 'period', 'value'];

describe('a header', () => {
  it.each(ENTRY_COLUMNS)('knows %s by its machine header and by each of its words', (column) => {
    // An id is known beside the last day of a period only.
    const beside = column === 'id' ? ['period_end'] : [];
    for (const word of [column, ...HEADER_WORDS[column]])
      expect(readHeader([word, ...beside]).columns).toEqual([column, ...beside]);
  });

  it.each([
    [' 数 值 ', 'value'],
    ['VALUE', 'value'],
    ['Value *', 'value'],
    ['ｖａｌｕｅ', 'value'],
    ['数值（万吨）', 'value'],
    ['数值 [万吨]：', 'value'],
    ['Indicator Code', 'indicator'],
    ['Evidence URL', 'evidence_url'],
    ['区域\n编号', 'area'],
    ['\ufeff指标编号', 'indicator'],
  ])('%j is %s', (cell, column) => {
    expect(readHeader([cell]).columns).toEqual([column]);
  });

  it('says what stands in brackets behind the value, which may differ from the unit of the indicator', () => {
    expect(readHeader(['期间（月）', '数值（万吨）']).valueUnit).toBe('万吨');
    expect(readHeader(['数值()']).valueUnit).toBeNull();
    expect(readHeader(['数值']).valueUnit).toBeNull();
  });

  it('is content with what is needed, by code or by name', () => {
    expect(readHeader(NEEDED).problems).toEqual([]);
    expect(readHeader(['指标名称', '区域名称', '期间', '数值']).problems).toEqual([]);
  });

  it('leaves an unknown column out and says so; a blank one needs no word', () => {
    const { columns, problems } = readHeader([...NEEDED, '天气', ' ']);
    expect(columns).toEqual([...NEEDED, null, null]);
    expect(problems).toEqual([
      { code: 'entry.header.unknown', params: { given: '天气', column: 5 }, severity: 'notice', column: 5 },
    ]);
  });

  it('refuses a column named twice, and names both places', () => {
    const { columns, problems } = readHeader([...NEEDED, '实绩']);
    expect(columns).toEqual([...NEEDED, null]);
    expect(problems).toEqual([
      {
        code: 'entry.header.twice',
        params: { given: '实绩', first: 4, column: 5 },
        severity: 'error',
        column: 5,
      },
    ]);
  });

  it('says which columns are missing, in both languages', () => {
    expect(readHeader(['指标', '期间']).problems.map(({ params }) => params)).toEqual([
      { columns: 'area / area_name', words: '区域编号 / 区域' },
      { columns: 'value', words: '数值' },
    ]);
    expect(readHeader([]).problems).toHaveLength(4);
  });

  it('answers a column or null for every cell, each column once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...ENTRY_COLUMNS))), (cells) => {
        const { columns } = readHeader(cells);
        expect(columns).toHaveLength(cells.length);
        const known = columns.filter((column) => column !== null);
        expect(new Set(known).size).toBe(known.length);
      }),
    );
  });

  it('takes a column called id for the ids of figures in a ledger only', () => {
    expect(readHeader(['ID', ...NEEDED]).columns).toEqual([null, ...NEEDED]);
    expect(readHeader(['id', 'indicator', 'area', 'period_end', 'value']).columns[0]).toBe('id');
  });

  it('refuses a period that is said in two ways', () => {
    const { problems } = readHeader(['indicator', 'area', 'period_end', 'value', '期间']);
    expect(problems).toMatchObject([{ code: 'entry.header.twice', params: { first: 3, column: 5 } }]);
  });
});
