import { Injectable } from '@nestjs/common';
import { workingCalendarAt } from '../../calendar';
import type { Reach } from '../../domain/access';
import { METHOD_VERSION } from '../../domain/progress';
import { Transactions, type Tx } from '../../platform/database';
import type { Language } from '../../platform/messages';
import { type Batch, type Clocks, ConcernedRepository, judgeCommitments } from '../../progress';
import { describeCommitments } from '../progress/describe-commitments';
import { idsWithin } from '../progress/ids-within';
import { type Bulletin, composeBulletin } from './bulletin';
import type { BulletinFacts } from './bulletin-facts';
import { type Found, itemsOf } from './items';
import { type SubjectName, subjectOf } from './subject-of';

export interface BulletinOptions {
  readonly clocks: Clocks;
  readonly language: Language;
  readonly reach: Reach;
}

/* $1 programme, $2 knownAt: what belonged to it then; in the place of an each-area goal the goals of its areas. */
const MEMBERS = `
  SELECT coalesce(part.id, m.goal_id) AS id
  FROM programme_member m JOIN goal_at($2::timestamptz) g ON g.id = m.goal_id
  LEFT JOIN (goal_at($2::timestamptz) part JOIN area_at($2::timestamptz) a ON a.id = part.area_id)
    ON part.parent_id = g.id AND a.parent_id = g.area_id
  WHERE m.programme_id = $1 AND m.recorded_at <= $2::timestamptz
    AND (m.removed_at IS NULL OR m.removed_at > $2::timestamptz)`;

/** Judges what a department or a programme promised, and says it on a page. */
@Injectable()
export class MakeBulletin {
  constructor(
    private readonly transactions: Transactions,
    private readonly commitments: ConcernedRepository,
  ) {}

  /** The same options give the same bulletin, whenever asked. Throws 404, also for what is out of reach. */
  async execute(name: SubjectName, code: string, options: BulletinOptions): Promise<Bulletin> {
    return this.transactions.read(async (tx) => composeBulletin(await this.facts(tx, name, code, options)));
  }

  private async facts(
    tx: Tx,
    name: SubjectName,
    code: string,
    options: BulletinOptions,
  ): Promise<BulletinFacts> {
    const { clocks, language, reach } = options;
    const { id, subject } = await subjectOf(tx, name, code, { ...options, ...clocks });
    const own =
      name === 'departments' ? await this.answeredFor(tx, code, clocks) : await this.members(tx, id, clocks);
    const reached = await this.commitments.idsInReach(tx, reach);
    const shown = new Set([...own].filter((one) => reached?.has(one) ?? true));
    const found = await this.judged(tx, shown, clocks);
    const { whole, goals, programmes } = itemsOf(found, language, name === 'programmes' ? id : null);
    return {
      subject,
      ...clocks,
      methodVersion: METHOD_VERSION,
      language,
      whole,
      goals,
      programmes,
      outOfReach: name === 'programmes' ? own.size - shown.size : 0,
    };
  }

  private async answeredFor(tx: Tx, code: string, { knownAt }: Clocks): Promise<ReadonlySet<number>> {
    return (await idsWithin(tx, { department: code }, knownAt)) ?? new Set();
  }

  /** With the programme itself. */
  private async members(tx: Tx, id: number, { knownAt }: Clocks): Promise<ReadonlySet<number>> {
    const rows = await tx.query<{ id: number }[]>(MEMBERS, [id, knownAt]);
    return new Set([id, ...rows.map((row) => row.id)]);
  }

  /** Only these are kept; what they are composed of is judged with them. */
  private async judged(tx: Tx, shown: ReadonlySet<number>, clocks: Clocks): Promise<Found[]> {
    const calendar = await workingCalendarAt(tx, clocks.knownAt);
    const ids = await this.commitments.withMembers(tx, [...shown]);
    const all: (Batch['judged'][number] | Batch['failed'][number])[] = [];
    for await (const { judged, failed } of judgeCommitments(tx, clocks, ids, calendar))
      all.push(...[...judged, ...failed].filter(({ commitmentId }) => shown.has(commitmentId)));
    const described = await describeCommitments(
      tx,
      all.map(({ commitmentId }) => commitmentId),
      clocks,
    );
    return all.map((one) => ({ judged: one, described: described.get(one.commitmentId) }));
  }
}
