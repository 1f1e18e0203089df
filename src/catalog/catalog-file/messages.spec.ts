import { CATALOGS } from '../../platform/messages';
import { PROBLEM_CODES } from './problem';

const zh = CATALOGS['zh-CN'].catalog;
const en = CATALOGS.en.catalog;

const placeholders = (text: string): string[] => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();

describe('the sentences for problems', () => {
  it.each([
    ['zh-CN', zh],
    ['en', en],
  ])('are there in %s for exactly the codes of the reader', (_language, messages) => {
    expect(Object.keys(messages).toSorted()).toEqual(PROBLEM_CODES.toSorted());
  });

  it.each(PROBLEM_CODES)('of %s tell the same facts in both languages', (code) => {
    expect(new Set(placeholders(zh[code]))).toEqual(new Set(placeholders(en[code])));
    expect(zh[code]).toMatch(/。$/);
    expect(en[code]).toMatch(/\.$/);
  });
});
