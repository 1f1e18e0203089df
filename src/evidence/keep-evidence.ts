import { Inject, Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import { IdempotentWrites, Transactions, type Tx } from '../platform/database';
import { etag, Problem, type WriteResult } from '../platform/http';
import { ArrivalsRepository } from './arrivals.repository';
import { EvidenceRepository } from './evidence.repository';
import type { Inspected } from './inspect-file';
import { presentEvidence } from './present-evidence';
import type { ReceivedFile } from './receive-file';
import { EVIDENCE_STORE, type EvidenceStore, keyOfDigest, storeProblem } from './store';

/** Content first, then the row that names it: no file of the record is ever without its content. */
@Injectable()
export class KeepEvidence {
  constructor(
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
    private readonly evidence: EvidenceRepository,
    private readonly arrivals: ArrivalsRepository,
    private readonly writes: IdempotentWrites,
    private readonly transactions: Transactions,
  ) {}

  async execute(
    received: ReceivedFile,
    inspected: Inspected,
    principal: Principal,
    key: string | undefined,
  ): Promise<WriteResult> {
    if (inspected.virus !== null) await this.refuseInfected(received, inspected, principal);
    const { digest } = received;
    await this.arrivals.announce(digest, keyOfDigest(digest));
    await this.put(received.path, keyOfDigest(digest));
    const asked = { digest, name: inspected.name };
    return this.writes.run({ scope: 'evidence', key, asked, principal }, (tx) =>
      this.record(tx, received, inspected, principal),
    );
  }

  private async put(path: string, key: string): Promise<void> {
    try {
      await this.store.put(path, key);
    } catch (error) {
      throw storeProblem(error);
    }
  }

  private async record(
    tx: Tx,
    { digest, bytes }: ReceivedFile,
    { mediaType, name, scan }: Inspected,
    principal: Principal,
  ): Promise<WriteResult> {
    if (!(await this.arrivals.settle(tx, digest)))
      throw new Problem('unavailable', 'evidence.store_unavailable');
    const facts = { digest, bytes, mediaType, name, scan, storedAs: keyOfDigest(digest) };
    const stored = await this.evidence.append(tx, {
      ...facts,
      personId: principal.personId,
      uploadedBy: principal.name,
    });
    await recordEvents(tx, [
      { actor: actorOf(principal), action: 'evidence.uploaded', subject: stored.id, details: facts },
    ]);
    return {
      status: 201,
      body: presentEvidence(stored),
      etag: etag(digest),
      location: `/api/v1/evidence/${stored.id}`,
    };
  }

  /** The content is not kept anywhere; that somebody sent it is. */
  private async refuseInfected(
    { digest, bytes }: ReceivedFile,
    { name, virus }: Inspected,
    principal: Principal,
  ): Promise<never> {
    const details = { digest, bytes, name, virus };
    await this.transactions.write((tx) =>
      recordEvents(tx, [{ actor: actorOf(principal), action: 'evidence.refused', subject: digest, details }]),
    );
    throw new Problem('unprocessable', 'evidence.infected', { virus: virus ?? '' });
  }
}
