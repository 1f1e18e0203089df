import { AddressList, isAddressOrNetwork, LOOPBACK } from './address-list';

describe('an entry of a list of addresses', () => {
  it.each(['10.0.0.1', '10.0.0.0/8', '0.0.0.0/0', '192.168.1.0/32', '::1', 'fd00::/8', '2001:db8::1/128'])(
    'may be %s',
    (text) => {
      expect(isAddressOrNetwork(text)).toBe(true);
    },
  );

  it.each([
    '',
    'proxy',
    'localhost',
    '10.0.0',
    '10.0.0.0/33',
    '::1/129',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    '*',
    'true',
  ])('may not be “%s”', (text) => {
    expect(isAddressOrNetwork(text)).toBe(false);
  });
});

describe('a list of addresses', () => {
  const list = new AddressList(['10.0.0.1', '192.168.4.0/24', '2001:db8::/32']);

  it.each([
    ['10.0.0.1', true],
    ['10.0.0.2', false],
    ['::ffff:10.0.0.1', true],
    ['::ffff:10.0.0.2', false],
    ['192.168.4.0', true],
    ['192.168.4.255', true],
    ['192.168.5.0', false],
    ['2001:db8::7', true],
    ['2001:db9::7', false],
    ['10.0.0.1, 8.8.8.8', false],
    ['', false],
    [undefined, false],
  ])('%s: %s', (address, included) => {
    expect(list.includes(address)).toBe(included);
  });

  it('that is empty includes nobody', () => {
    expect(new AddressList([]).includes('127.0.0.1')).toBe(false);
  });

  it('of loopback knows both families', () => {
    const loopback = new AddressList(LOOPBACK);
    expect(
      ['127.0.0.1', '::1', '::ffff:127.0.0.1', '128.0.0.1'].map((one) => loopback.includes(one)),
    ).toEqual([true, true, true, false]);
  });
});
