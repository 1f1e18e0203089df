import { Injectable } from '@nestjs/common';
import { tellerOf } from '../audit';
import type { Principal } from '../domain/access';
import type { Tx } from '../platform/database';
import { invalidField, Problem, type WriteResult } from '../platform/http';
import type { PublishInput, WithdrawInput } from './publication.dto';
import { PublicationsRepository } from './publications.repository';

const tell = tellerOf('publication');

/** Lets everybody see the commitments of a source, and takes that back: each with a reason. */
@Injectable()
export class KeepPublications {
  constructor(private readonly publications: PublicationsRepository) {}

  /** Throws 400 for a source there is not, 409 where it is published already. */
  async publish(tx: Tx, principal: Principal, { source, reason }: PublishInput): Promise<WriteResult> {
    const sourceId = source === undefined ? null : await this.publications.sourceId(tx, source);
    if (source !== undefined && sourceId === null)
      throw invalidField('source', 'source.not_found', { code: source });
    const id = await this.publications.publish(tx, sourceId, reason, principal);
    if (id === null) throw new Problem('conflict', 'publication.in_force');
    await tell(tx, principal, 'publication.made', id, { source: source ?? null, reason });
    const body = await this.publications.one(id, tx);
    return { status: 201, body, location: `/api/v1/publications/${id}` };
  }

  /** Throws 404; 409 where it is taken back already. */
  async withdraw(tx: Tx, principal: Principal, id: number, { reason }: WithdrawInput): Promise<WriteResult> {
    const { sourceCode } = await this.publications.one(id, tx);
    if (!(await this.publications.withdraw(tx, id, reason, principal)))
      throw new Problem('conflict', 'publication.withdrawn', { id });
    await tell(tx, principal, 'publication.withdrawn', id, { source: sourceCode, reason });
    return { status: 200, body: await this.publications.one(id, tx) };
  }
}
