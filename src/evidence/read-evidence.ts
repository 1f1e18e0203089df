import { Readable } from 'node:stream';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { actorOf, TellApart } from '../audit';
import { type Principal, reachOf } from '../domain/access';
import { Problem } from '../platform/http';
import { checkedContent, ContentChanged } from './checked-content';
import { EvidenceRepository, type StoredEvidence } from './evidence.repository';
import { EVIDENCE_STORE, type EvidenceStore, storeProblem } from './store';

/** Gives a file to whoever may see it, and only if it still is what was handed in. */
@Injectable()
export class ReadEvidence {
  private readonly log = new Logger(ReadEvidence.name);

  constructor(
    private readonly evidence: EvidenceRepository,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
    private readonly apart: TellApart,
  ) {}

  /** Throws 404 for what is not there, and for what is not theirs to see. */
  find(id: string, principal: Principal): Promise<StoredEvidence> {
    const reach = reachOf(principal, 'record.read');
    return this.evidence.readable(id, { personId: principal.personId, reach });
  }

  /** The content of a file that was found, told to the trail. A large one that proves changed on the way breaks off. */
  async content(file: StoredEvidence, principal: Principal): Promise<Readable> {
    const stored = await this.stored(file);
    const checked = checkedContent(stored as AsyncIterable<Buffer>, file);
    const told = this.telling(checked, file);
    // The first step checks a small file whole: then it can still be answered with a problem.
    const first = await told.next();
    try {
      await this.tell(file, principal);
    } catch (error) {
      await told.return(undefined);
      throw error;
    }
    return Readable.from(first.done === true ? [] : chained(first.value, told), { objectMode: false });
  }

  private tell({ id, name, bytes, digest }: StoredEvidence, principal: Principal): Promise<void> {
    return this.apart.execute({
      actor: actorOf(principal),
      action: 'evidence.downloaded',
      subject: id,
      details: { name, bytes, digest },
    });
  }

  private async stored(file: StoredEvidence): Promise<Readable> {
    try {
      const stored = await this.store.get(file.storedAs);
      if (stored !== null) return stored;
    } catch (error) {
      throw storeProblem(error);
    }
    this.log.error(`the content of evidence ${file.id} (${file.storedAs}) is missing`);
    throw new Problem('broken', 'evidence.damaged');
  }

  private async *telling(content: AsyncIterable<Buffer>, file: StoredEvidence): AsyncGenerator<Buffer> {
    try {
      yield* content;
    } catch (error) {
      if (!(error instanceof ContentChanged)) throw storeProblem(error);
      this.log.error(`the content of evidence ${file.id} (${file.storedAs}) is not what was uploaded`);
      throw new Problem('broken', 'evidence.damaged');
    }
  }
}

async function* chained(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
