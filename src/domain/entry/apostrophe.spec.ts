import * as fc from 'fast-check';
import { csvLines } from '../../platform/csv';
import { parse } from 'csv-parse/sync';
import { withoutApostrophe } from './apostrophe';

describe('the apostrophe of an export', () => {
  it.each([
    ["'=1+1", '=1+1'],
    ["''quoted", "'quoted"],
    ["'", ''],
    ['煤炭', '煤炭'],
    ["a'b", "a'b"],
    ['', ''],
  ])('%j was %j', (cell, text) => {
    expect(withoutApostrophe(cell)).toBe(text);
  });

  it('comes off exactly as the export put it there', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string().map((rest) => `'=${rest}`),
    );
    fc.assert(
      fc.property(text, (written) => {
        const [[cell]] = parse(csvLines([[written, 'x']], ['text', 'text']), {
          record_delimiter: '\r\n',
        }) as [[string]];
        expect(withoutApostrophe(cell)).toBe(written);
      }),
    );
  });
});
