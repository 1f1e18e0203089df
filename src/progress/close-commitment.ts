import { Injectable } from '@nestjs/common';
import { actorOf, recordEvents } from '../audit';
import { workingCalendarAt } from '../calendar';
import { type Principal, reachOf } from '../domain/access';
import { recordingFacts, type Tx } from '../platform/database';
import { notFound, Problem, requireMatch, type WriteResult } from '../platform/http';
import type { CloseInput, ClosingView, ReopenInput } from './closings.dto';
import { mustBeClosed, mustBeFinal, mustBeOpen, mustStandAlone, progressTag } from './closings.policy';
import { ClosingsRepository, type Verdict } from './closings.repository';
import { ConcernedRepository } from './concerned.repository';
import type { Clocks } from './feed';
import { judgeCommitments } from './judge-commitments';
import type { CurrentProgressView } from './progress.dto';
import { SnapshotsRepository } from './snapshots.repository';

interface Open {
  readonly id: number;
  readonly members: readonly number[];
  readonly seen: CurrentProgressView;
}

/** Takes a goal or programme off the list with its verdict, and puts it on again. */
@Injectable()
export class CloseCommitment {
  constructor(
    private readonly concerned: ConcernedRepository,
    private readonly snapshots: SnapshotsRepository,
    private readonly closings: ClosingsRepository,
  ) {}

  /**
   * The verdict is computed once more at these clocks, so that the closing can be replayed. Throws 404, 409 for
   * what has no final verdict, another one than was seen, is closed or follows its parent, 412, 428.
   */
  async close(
    tx: Tx,
    principal: Principal,
    code: string,
    ifMatch: string | undefined,
    { input, clocks }: { readonly input: CloseInput; readonly clocks: Clocks },
  ): Promise<WriteResult> {
    const { id, members, seen } = await this.open(tx, principal, code, ifMatch);
    mustBeOpen(code, seen.closed);
    const judged = await this.judge(tx, code, id, clocks);
    const verdict = judged.get(id) ?? '';
    mustBeFinal(verdict, input.verdict);
    const { reason, document = null } = input;
    const closed = [id, ...members].map((one): Verdict => ({
      commitmentId: one,
      verdict: judged.get(one) ?? verdict,
    }));
    await recordingFacts(tx);
    await this.closings.close(tx, closed, { ...actOf(principal, reason), document, clocks });
    const details = { verdict, ...clocks, reason, document };
    await recordEvents(tx, [told(principal, 'commitment.closed', code, details)]);
    return {
      status: 201,
      ...(await this.answer(tx, code)),
      location: `/api/v1/commitments/${code}/closings`,
    };
  }

  /** Throws 404, 409 for what is not closed or follows its parent, 412, 428. */
  async reopen(
    tx: Tx,
    principal: Principal,
    code: string,
    ifMatch: string | undefined,
    { reason }: ReopenInput,
  ): Promise<WriteResult> {
    const { id, members, seen } = await this.open(tx, principal, code, ifMatch);
    mustBeClosed(code, seen.closed);
    await recordingFacts(tx);
    await this.closings.reopen(tx, [id, ...members], actOf(principal, reason));
    await recordEvents(tx, [told(principal, 'commitment.reopened', code, { reason })]);
    return { status: 200, ...(await this.answer(tx, code)) };
  }

  private async open(tx: Tx, principal: Principal, code: string, ifMatch: string | undefined): Promise<Open> {
    const reach = reachOf(principal, 'goal.close') ?? [];
    const id = (await this.concerned.isInReach(code, reach, tx)) ? await this.concerned.idOf(tx, code) : null;
    if (id === null) throw notFound('commitment.not_found', { code });
    await this.closings.lock(tx, id);
    const { members, parent } = await this.closings.family(tx, id);
    mustStandAlone(code, parent);
    const seen = await this.snapshots.current(code, tx);
    if (seen === null) throw new Problem('conflict', 'closing.not_computed', { code });
    requireMatch(ifMatch, progressTag(seen));
    return { id, members, seen };
  }

  /** The statuses of the commitment and of all it is composed of, by id. */
  private async judge(tx: Tx, code: string, id: number, clocks: Clocks): Promise<Map<number, string>> {
    const statuses = new Map<number, string>();
    const ids = await this.concerned.withMembers(tx, [id]);
    const calendar = await workingCalendarAt(tx, clocks.knownAt);
    for await (const { judged } of judgeCommitments(tx, clocks, ids, calendar)) {
      for (const { commitmentId, quantities } of judged) statuses.set(commitmentId, quantities.status ?? '');
    }
    if (!statuses.has(id)) throw new Problem('conflict', 'closing.not_computed', { code });
    return statuses;
  }

  private async answer(tx: Tx, code: string): Promise<{ body: ClosingView; etag: string }> {
    const [body] = await this.closings.of(code, tx);
    const now = await this.snapshots.current(code, tx);
    if (body === undefined || now === null) throw new Error(`${code} is closed and cannot be read`);
    return { body, etag: progressTag(now) };
  }
}

const actOf = ({ name: by, personId: person }: Principal, reason: string) => ({ by, person, reason });

const told = (
  principal: Principal,
  action: string,
  subject: string,
  details: Readonly<Record<string, unknown>>,
) => ({ actor: actorOf(principal), action, subject, details });
