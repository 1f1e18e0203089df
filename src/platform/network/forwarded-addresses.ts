import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

const HEADER = 'x-forwarded-for';

/**
 * Leaves of `X-Forwarded-For` what is an address, without the port that some proxies write after it. What is none
 * says nothing, nor does what stands before it: the nearest known address, at last the peer's own, is the client's.
 */
export function keepAddresses(headers: IncomingHttpHeaders): void {
  const given = headers[HEADER];
  if (typeof given !== 'string') return;
  const addresses = given.split(',').map(addressIn);
  const known = addresses.slice(addresses.lastIndexOf(null) + 1);
  if (known.length > 0) headers[HEADER] = known.join(', ');
  else Reflect.deleteProperty(headers, HEADER);
}

/** `10.0.0.1`, `10.0.0.1:443`, `fd00::1`, `[fd00::1]`, `[fd00::1]:443`; null for everything else. */
function addressIn(text: string): string | null {
  const [, inBrackets, before] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d{1,5})?$/.exec(text.trim()) ?? [];
  const address = inBrackets ?? before ?? text.trim();
  if (inBrackets !== undefined && isIP(inBrackets) !== 6) return null;
  return isIP(address) === 0 ? null : address;
}
