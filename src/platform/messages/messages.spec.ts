import { CATALOGS, preferredLanguage, translate } from './messages';

describe('message catalogs', () => {
  const namespaces = Object.keys(CATALOGS.en) as (keyof (typeof CATALOGS)['en'])[];

  it.each(namespaces)('%s says the same things in both languages', (namespace) => {
    expect(Object.keys(CATALOGS.en[namespace]).sort()).toEqual(
      Object.keys(CATALOGS['zh-CN'][namespace]).sort(),
    );
    expect(Object.keys(CATALOGS.en[namespace]).length).toBeGreaterThan(0);
  });

  it.each(namespaces)('%s fills the same places in both languages', (namespace) => {
    const places = (text: string): string[] => (text.match(/\{\{(\w+)\}\}/g) ?? []).sort();
    const zh: Record<string, string> = CATALOGS['zh-CN'][namespace];
    for (const [code, text] of Object.entries<string>(CATALOGS.en[namespace]))
      expect(places(zh[code] ?? '')).toEqual(places(text));
  });

  it('fills in parameters as they are, without escaping them for HTML', () => {
    expect(translate('en', 'errors', 'goal.not_found', { code: '<G&1>' })).toBe('There is no goal <G&1>');
  });

  it('answers the code itself where there is no text', () => {
    expect(translate('zh-CN', 'errors', 'no.such.code')).toBe('no.such.code');
  });
});

describe('the language of a request', () => {
  it.each([
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
    ['en;q=0.3, zh-TW;q=0.9', 'zh-CN'],
    ['fr, de', 'zh-CN'],
    ['fr, en;q=0.1', 'en'],
    ['zh;q=0, en', 'en'],
    ['*', 'zh-CN'],
  ])('%s is answered in %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
