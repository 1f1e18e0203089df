import { keepAddresses } from './forwarded-addresses';

describe('what proxies write about the client', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ,10.0.0.1', '203.0.113.7, 10.0.0.1'],
    ['203.0.113.7:51234', '203.0.113.7'],
    ['2001:db8::7', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['[2001:db8::7]:51234, 10.0.0.1:443', '2001:db8::7, 10.0.0.1'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
    ['unknown', undefined],
    ['', undefined],
    ['203.0.113.7, unknown', undefined],
    ['unknown, 203.0.113.7', '203.0.113.7'],
    ['203.0.113.7, 999.1.1.1, 10.0.0.1', '10.0.0.1'],
    ['[203.0.113.7]', undefined],
    ['203.0.113.7:x', undefined],
    ['"><script>', undefined],
  ])('“%s” is taken as %s', (given, taken) => {
    const headers = { 'x-forwarded-for': given };
    keepAddresses(headers);
    expect(headers['x-forwarded-for']).toBe(taken);
  });

  it('is nothing where there is nothing', () => {
    const headers = {};
    keepAddresses(headers);
    expect(headers).toEqual({});
  });
});
