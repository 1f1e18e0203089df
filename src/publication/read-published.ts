import { createHash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Transactions, type Tx } from '../platform/database';
import { etag, notFound } from '../platform/http';
import type { Language } from '../platform/messages';
import type { PublicFace } from './public-faces';
import { isAnythingPublished, publishedGoals } from './published-goals';

/** What is published, with the tag that names its state; no body where the reader has it already. */
export interface Published {
  readonly tag: string;
  readonly body: Readable | null;
}

/** Reads what is published for whoever asks. */
@Injectable()
export class ReadPublished {
  private readonly log = new Logger(ReadPublished.name);

  constructor(private readonly transactions: Transactions) {}

  /**
   * The tag is the hash of the very bytes, so that it changes when they do and only then: they are made twice, from
   * one unchanging view, and sent once. `known`: the `If-None-Match` of the reader. Throws 404 where nothing is
   * published.
   */
  async execute(face: PublicFace, language: Language, known: string | undefined): Promise<Published> {
    return new Promise((resolve, reject) => {
      this.transactions
        .read(async (tx) => {
          if (!(await isAnythingPublished(tx))) throw notFound('publication.nothing');
          const tag = etag(await digestOf(face(publishedGoals(tx), language)));
          if (names(known, tag)) {
            resolve({ tag, body: null });
            return;
          }
          await this.send(tx, face, language, (body) => {
            resolve({ tag, body });
          });
        })
        .catch(reject);
    });
  }

  /** Runs on while the answer is read; a reader that goes away ends it, and so the transaction. */
  private async send(
    tx: Tx,
    face: PublicFace,
    language: Language,
    begin: (body: Readable) => void,
  ): Promise<void> {
    const body = new PassThrough();
    begin(body);
    try {
      await pipeline(Readable.from(face(publishedGoals(tx), language)), body);
    } catch (error) {
      this.log.warn(error instanceof Error ? error.message : String(error));
    }
  }
}

async function digestOf(pieces: AsyncIterable<string>): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** Whether an `If-None-Match` names this tag; a proxy may have made it weak. */
const names = (known: string | undefined, tag: string): boolean =>
  known?.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, ''))) ?? false;
