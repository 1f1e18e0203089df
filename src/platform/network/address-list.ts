import { BlockList, isIP } from 'node:net';

/** `::ffff:10.0.0.1`, which a socket that listens for both families makes of 10.0.0.1, as that. */
const plain = (address: string): string =>
  /^::ffff:\d+\.\d+\.\d+\.\d+$/i.test(address) ? address.slice(7) : address;

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 4 ? 'ipv4' : 'ipv6');

/** Whether it is an address, or a network as address/bits. Names are not: what they mean may change. */
export function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

/** An exact list of addresses and networks. */
export class AddressList {
  private readonly list = new BlockList();

  /** Each must be `isAddressOrNetwork`. */
  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const [address = '', bits] = entry.split('/');
      if (bits === undefined) this.list.addAddress(plain(address), family(plain(address)));
      else this.list.addSubnet(address, Number(bits), family(address));
    }
  }

  includes(address: string | undefined): boolean {
    const asked = plain(address ?? '');
    return isIP(asked) !== 0 && this.list.check(asked, family(asked));
  }
}

/** This machine itself. */
export const LOOPBACK: readonly string[] = ['127.0.0.0/8', '::1'];
