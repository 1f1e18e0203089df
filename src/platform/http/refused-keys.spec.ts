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

  it('are missed by what is no item of a list: a list, or nothing', () => {
    expect(found('{"a":[1,null],"b":[{"c":[[]]}]}').sort()).toEqual(['a.1 field.item', 'b.0.c.0 field.item']);
  });

  it('are looked for no deeper than an input goes, however deep it is nested', () => {
    const deep = 100_000;
    expect(found(`${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`)).toEqual(['a field.deep']);
  });
});
