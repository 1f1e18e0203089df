import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressList } from '../network';

/** What may stand in a log and in a header as it is. */
const WELL_FORMED = /^[A-Za-z0-9_-]{8,64}$/;

/** The id that a trusted proxy gave the request, else a new one: nobody else chooses what the log says. */
export function requestIds(trusted: AddressList): (request: IncomingMessage) => string {
  return (request) => {
    const given = request.headers['x-request-id'];
    const usable = typeof given === 'string' && WELL_FORMED.test(given);
    return usable && trusted.includes(request.socket.remoteAddress) ? given : randomUUID();
  };
}
