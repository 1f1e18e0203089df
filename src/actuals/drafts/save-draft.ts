import { Injectable } from '@nestjs/common';
import { seriesIds } from '../../catalog';
import { type Principal, reachOf } from '../../domain/access';
import type { Tx } from '../../platform/database';
import { etag, notFound, Problem, requireMatch, type WriteResult } from '../../platform/http';
import { RecordRepository } from '../record.repository';
import type { DraftAddress, DraftFields, DraftView } from './drafts.dto';
import { DraftsRepository } from './drafts.repository';

/** Names one saving of one draft: a draft made anew after it was submitted is another. */
export const draftTag = ({ id, version }: DraftView): string => etag(`${id}.${version}`);

/** Saves or throws away what somebody has typed so far. No part of the record, so the trail is not told. */
@Injectable()
export class SaveDraft {
  constructor(
    private readonly drafts: DraftsRepository,
    private readonly record: RecordRepository,
  ) {}

  /** Throws 404 for a line of record out of reach, 428 and 412 where the draft is another than the one edited. */
  async save(
    tx: Tx,
    principal: Principal,
    address: DraftAddress,
    ifMatch: string | undefined,
    fields: DraftFields,
  ): Promise<WriteResult> {
    const { personId } = principal;
    const seriesId = await this.seriesInReach(tx, principal, address);
    const isNew =
      ifMatch === undefined &&
      (await this.drafts.add(tx, personId, { seriesId, period: address.period, fields }));
    if (!isNew) {
      const { id } = await this.edited(tx, personId, address, ifMatch);
      await this.drafts.save(tx, id, fields);
    }
    const body = await this.drafts.find(personId, address, tx);
    if (body === null) throw notFound('draft.not_found');
    return { status: isNew ? 201 : 200, body, etag: draftTag(body) };
  }

  /** Throws 404, 428, 412. */
  async remove(
    tx: Tx,
    { personId }: Principal,
    address: DraftAddress,
    ifMatch: string | undefined,
  ): Promise<void> {
    if ((await this.drafts.find(personId, address, tx)) === null) throw notFound('draft.not_found');
    const { id } = await this.edited(tx, personId, address, ifMatch);
    await this.drafts.remove(tx, [id]);
  }

  private async edited(
    tx: Tx,
    personId: number,
    address: DraftAddress,
    ifMatch: string | undefined,
  ): Promise<DraftView> {
    const draft = await this.drafts.forEdit(tx, personId, address);
    if (draft === null) throw new Problem('precondition_failed', 'draft.gone');
    const [current, { savedAt, fields }] = [draftTag(draft), draft];
    const seen = { current, savedAt, value: fields.value ?? '' };
    requireMatch(ifMatch, current, new Problem('precondition_failed', 'draft.changed', seen));
    return draft;
  }

  private async seriesInReach(tx: Tx, principal: Principal, address: DraftAddress): Promise<number> {
    const [id] = await seriesIds(tx, [address]);
    const reach = reachOf(principal, 'actual.log') ?? [];
    if (id == null || !(await this.record.within(tx, [id], reach)).has(id))
      throw notFound('series.unknown', { indicator: address.indicator, area: address.area });
    return id;
  }
}
