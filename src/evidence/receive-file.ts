import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { invalidField, Problem } from '../platform/http';
import { errnoOf, storeProblem } from './store';

/** A file that has arrived whole and is flushed to disk. */
export interface ReceivedFile {
  readonly path: string;
  /** As the sender called it. */
  readonly givenName: string;
  readonly bytes: number;
  /** SHA-256 in hex. */
  readonly digest: string;
}

/** 50 MB over a line of 1 Mbit/s take seven minutes. */
const RECEIVE_WITHIN_MS = 600_000;
/** What a multipart body may be longer than its file. */
const ENVELOPE_BYTES = 64 * 1024;

/**
 * Writes the one file of a multipart body to `path`, as it arrives and no faster. Throws a Problem for what is
 * not one file named `file`, too large, cut short, or too slow.
 */
export async function receiveFile(
  request: FastifyRequest,
  path: string,
  maxBytes: number,
): Promise<ReceivedFile> {
  if (!request.isMultipart()) throw invalidField('file', 'evidence.one_file');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + ENVELOPE_BYTES) throw tooLarge(maxBytes);
  try {
    return await receiveParts(request, path, maxBytes);
  } catch (error) {
    // What is still on its way is read and dropped, or the sender would never get to read the answer.
    request.raw.unpipe();
    request.raw.resume();
    throw receivingProblem(error);
  }
}

async function receiveParts(request: FastifyRequest, path: string, maxBytes: number): Promise<ReceivedFile> {
  // One more of each than is taken: then it is here, and not the library, that says what was wrong.
  const limits = { files: 2, fields: 1, parts: 3, fieldSize: 1, headerPairs: 20, fileSize: maxBytes + 1 };
  let received: ReceivedFile | null = null;
  for await (const part of request.parts({ limits })) {
    if (part.type !== 'file' || part.fieldname !== 'file' || received !== null) {
      if (part.type === 'file') part.file.destroy();
      throw invalidField('file', 'evidence.one_file');
    }
    received = await writeFile(part, path, maxBytes);
  }
  if (received === null) throw invalidField('file', 'evidence.one_file');
  if (received.bytes === 0) throw invalidField('file', 'evidence.empty');
  return received;
}

async function writeFile(part: MultipartFile, path: string, maxBytes: number): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* counted(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge(maxBytes);
      hash.update(chunk);
      yield chunk;
    }
  }
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  // What went wrong is told by what writes.
  const closed = once(file, 'close').catch(() => undefined);
  try {
    await pipeline(part.file, counted, file, { signal: AbortSignal.timeout(RECEIVE_WITHIN_MS) });
  } finally {
    // What fails at once may fail before the file is opened: only now can whoever removes it be sure that it is there.
    await closed;
  }
  if (part.file.truncated) throw tooLarge(maxBytes);
  return { path, givenName: part.filename, bytes, digest: hash.digest('hex') };
}

function tooLarge(maxBytes: number): Problem {
  return new Problem('too_large', 'evidence.too_large', { max: `${Math.floor(maxBytes / 1024)} KiB` });
}

/** What the parser threw, as a problem: its own refusals carry a code, the words of the format's do not. */
function receivingProblem(error: unknown): unknown {
  if (error instanceof Problem) return error;
  const { name, message } = error as Error;
  if (name === 'AbortError' || name === 'TimeoutError') return new Problem('timeout', 'evidence.too_slow');
  const ofParser = errnoOf(error)?.startsWith('FST_') === true || /multipart|terminated early/i.test(message);
  return ofParser ? invalidField('file', 'evidence.cut_short') : storeProblem(error);
}
