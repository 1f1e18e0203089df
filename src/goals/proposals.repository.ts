import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Reach } from '../domain/access';
import {
  findListed,
  instantSql,
  listPage,
  type ListShape,
  reachCondition,
  type Tx,
} from '../platform/database';
import { notFound, type Page } from '../platform/http';
import type { TermsContent } from './goals.dto';
import type { ProposalQuery, ProposalState, ProposalView } from './proposals.dto';
import { changedFields } from './terms-content';
import { TERMS_JSON } from './terms-json';

const ID = { sql: 'listed.id', type: 'integer' } as const;

const PROPOSALS: ListShape = {
  select: `SELECT p.goal_id AS _goal, p.id, c.code AS "goalCode", p.state,
      p.state = 'pending' AND EXISTS (
        SELECT 1 FROM goal_terms v WHERE v.goal_id = p.goal_id AND v.version > p.base_version) AS outdated,
      p.base_version AS "baseVersion", p.effective_from::text AS "effectiveFrom", p.reason, p.document,
      p.proposed_by AS "proposedBy", ${instantSql('p.proposed_at')} AS "proposedAt", p.decided_by AS "decidedBy",
      ${instantSql('p.decided_at')} AS "decidedAt", p.decision_reason AS "decisionReason", ${TERMS_JSON} AS current,
      p.content AS proposed
    FROM terms_proposal p JOIN commitment c ON c.id = p.goal_id
    JOIN goal_terms t ON t.goal_id = p.goal_id AND t.version = p.base_version`,
  sorts: { id: ID, goalCode: { sql: 'listed."goalCode"', type: 'text' } },
  defaultSort: '-id',
  key: ID,
};

type Stored = Omit<ProposalView, 'changes'>;

const viewOf = (stored: Stored): ProposalView => ({
  ...stored,
  changes: changedFields(stored.current, stored.proposed),
});

export interface NewProposal {
  readonly goalId: number;
  readonly baseVersion: number;
  readonly content: TermsContent;
  readonly effectiveFrom: string;
  readonly reason: string;
  readonly document: string | null;
  readonly by: string;
  readonly person: number;
}

export interface ProposalDecision {
  readonly state: Exclude<ProposalState, 'pending'>;
  readonly by: string;
  readonly person: number;
  readonly reason: string | null;
}

@Injectable()
export class ProposalsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async list(query: ProposalQuery, reach: Reach): Promise<Page<ProposalView>> {
    const page = await listPage<Stored>(this.dataSource.manager, PROPOSALS, query, [
      reachCondition('commitment', 'listed._goal', reach),
      { sql: 'listed.state = ?', value: query.state },
      { sql: 'listed."goalCode" = ?', value: query.goal },
    ]);
    return { ...page, items: page.items.map(viewOf) };
  }

  /** Throws 404, also for what is out of reach. */
  async one(id: number, reach: Reach, tx: Tx = this.dataSource.manager): Promise<ProposalView> {
    const found = await findListed<Stored>(tx, PROPOSALS, [
      { sql: 'listed.id = ?', value: id },
      reachCondition('commitment', 'listed._goal', reach),
    ]);
    if (found === null) throw notFound('promise.not_found', { id });
    return viewOf(found);
  }

  async pendingOf(tx: Tx, goalId: number): Promise<number | null> {
    const [found] = await tx.query<{ id: number }[]>(
      `SELECT id FROM terms_proposal WHERE goal_id = $1 AND state = 'pending'`,
      [goalId],
    );
    return found?.id ?? null;
  }

  async proposedBy(tx: Tx, id: number): Promise<number> {
    const [{ person }] = await tx.query<[{ person: number }]>(
      `SELECT proposed_person AS person FROM terms_proposal WHERE id = $1`,
      [id],
    );
    return person;
  }

  async add(tx: Tx, proposal: NewProposal): Promise<number> {
    const { goalId, baseVersion, content, effectiveFrom, reason, document, by, person } = proposal;
    const [{ id }] = await tx.query<[{ id: number }]>(
      `INSERT INTO terms_proposal (goal_id, base_version, content, effective_from, reason, document, proposed_by,
         proposed_person)
       VALUES ($1, $2, $3::jsonb, $4, $5, $6, $7, $8) RETURNING id`,
      [goalId, baseVersion, JSON.stringify(content), effectiveFrom, reason, document, by, person],
    );
    return id;
  }

  async decide(tx: Tx, id: number, { state, by, person, reason }: ProposalDecision): Promise<void> {
    await tx.query(
      `UPDATE terms_proposal SET state = $2, decided_by = $3, decided_person = $4, decided_at = clock_timestamp(),
         decision_reason = $5
       WHERE id = $1`,
      [id, state, by, person, reason],
    );
  }
}
