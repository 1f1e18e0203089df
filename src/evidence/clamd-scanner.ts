import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { Problem } from '../platform/http';

/** clamd says nothing while it looks; a large archive takes it a while. */
const SILENCE_MS = 120_000;
const ANSWER_BYTES = 4096;

/** The name of what was found; null: clean. */
export type ScanResult = string | null;

/** The scanner of ClamAV over its INSTREAM command: content goes there, a verdict comes back. */
export class ClamdScanner {
  constructor(private readonly address: { readonly host: string; readonly port: number }) {}

  /** Throws a Problem when there is no verdict: what was not looked at is not let in. */
  async scan(path: string): Promise<ScanResult> {
    const answer = await this.ask(path).catch(() => '');
    if (/^stream: OK$/.test(answer)) return null;
    const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
    if (found === undefined) throw new Problem('unavailable', 'evidence.scanner_unavailable');
    return found;
  }

  private async ask(path: string): Promise<string> {
    const socket = connect(this.address);
    socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('clamd is silent')));
    const answer = answerOf(socket);
    const sent = pipeline(createReadStream(path), inChunks, socket, { end: false });
    try {
      // Having read its answer, the socket is closed under what is still being sent: that is no failure then.
      return await Promise.race([answer, sent.then(() => answer)]);
    } finally {
      sent.catch(() => undefined);
      socket.destroy();
    }
  }
}

/** Each chunk with its length before it, big-endian; a length of 0 ends the stream. */
async function* inChunks(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const chunk of content) {
    yield lengthOf(chunk.length);
    yield chunk;
  }
  yield lengthOf(0);
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

/** One answer, ended by a NUL. */
async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) {
    text += (chunk as Buffer).toString('utf8');
    const end = text.indexOf('\0');
    if (end >= 0) return text.slice(0, end);
    if (text.length > ANSWER_BYTES) break;
  }
  throw new Error('clamd gave no answer');
}
