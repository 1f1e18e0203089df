import { refusedKeys } from './refused-keys';

const found = (text: string): string[] =>
  refusedKeys(JSON.parse(text)).map(({ path, code }) => `${path} ${code}`);

describe('keys no input may have', () => {
  it('are named wherever they stand', () => {
    expect(found('{"a":{"__proto__":{"b":1}},"constructor":1,"c":[{"prototype":2}]}').sort()).toEqual([
      'a.__proto__ field.unknown',
      'c.0.prototype field.unknown',
      'constructor field.unknown',
    ]);
  });

  it('are not seen where there are none', () => {
    expect(['{"a":[1,{"b":null}]}', '"x"', 'null', '[]'].flatMap(found)).toEqual([]);
  });

  it('are looked for no deeper than an input goes, however deep it is nested', () => {
    const deep = 100_000;
    expect(found(`{"a":${'['.repeat(deep)}${']'.repeat(deep)}}`)).toEqual(['a field.deep']);
  });
});
