import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal, Reach } from '../../domain/access';
import { listPage, type ListShape, reachCondition } from '../../platform/database';
import type { Page } from '../../platform/http';
import type { ActualView } from '../actuals.dto';
import { ACTUAL } from '../actuals.repository';
import type { InForceView, ReviewQuery, ReviewView } from './reviews.dto';
import { waitingTag } from './reviews.policy';

/** The newest accepted figure of the line of record for the last period that meets `condition`. */
const accepted = (condition: string): string => `LATERAL (
    SELECT b.value, json_build_object('periodEnd', b.period_end, 'value', b.value::text, 'qualifier', b.qualifier) AS shown
    FROM actual b WHERE b.series_id = a.series_id AND b.state = 'accepted' AND ${condition}
    ORDER BY b.period_end DESC, b.decided_at DESC, b.revision DESC LIMIT 1)`;

const WAITING: ListShape = {
  select: `SELECT v.*, a.recorded_person AS "enteredBy",
      (SELECT max(b.revision) FROM actual b WHERE b.series_id = a.series_id AND b.period_end = a.period_end) AS latest,
      before.shown AS before, (a.value - before.value)::text AS difference, same.shown AS "inForce"
    FROM (${ACTUAL.select} WHERE a.state = 'submitted') v
    JOIN actual a ON a.series_id = v._series AND a.period_end = v."periodEnd"::date AND a.revision = v.revision
    LEFT JOIN ${accepted('b.period_end < a.period_end')} before ON true
    LEFT JOIN ${accepted('b.period_end = a.period_end')} same ON true`,
  sorts: ACTUAL.sorts,
  defaultSort: 'recordedAt',
  key: ACTUAL.key,
};

interface WaitingRow extends ActualView {
  readonly enteredBy: number | null;
  readonly latest: number;
  readonly before: InForceView | null;
  readonly difference: string | null;
  readonly inForce: InForceView | null;
}

/** What waits for review. */
@Injectable()
export class ReviewsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What waits within `reach`, oldest first, as this person sees it. */
  async list(
    { indicator, area, ...query }: ReviewQuery,
    reach: Reach,
    { personId }: Principal,
  ): Promise<Page<ReviewView>> {
    const page = await listPage<WaitingRow>(this.dataSource.manager, WAITING, query, [
      reachCondition('series', 'listed._series', reach),
      { sql: 'listed."indicatorCode" = ?', value: indicator },
      { sql: 'listed."areaCode" = ?', value: area },
    ]);
    return { ...page, items: page.items.map((row) => presented(row, personId)) };
  }
}

function presented(row: WaitingRow, personId: number): ReviewView {
  const { enteredBy, latest, before, difference, inForce, ...actual } = row;
  return { actual, etag: waitingTag({ latest }), mine: enteredBy === personId, before, difference, inForce };
}
