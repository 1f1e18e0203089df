import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable, Logger } from '@nestjs/common';
import { workingCalendarAt } from '../calendar';
import type { Reach } from '../domain/access';
import { Transactions, type Tx } from '../platform/database';
import { translate } from '../platform/messages';
import { type Clocks, ConcernedRepository, judgeCommitments } from '../progress';
import { describeCommitments } from '../reports';
import { Settings } from '../settings';
import type { Organisation, ResultsFace } from './faces';
import { goalResult, type GoalResult } from './goal-result';

/** Reads the results within reach, all from one unchanging view, and hands them on as they come. */
@Injectable()
export class ReadResults {
  private readonly log = new Logger(ReadResults.name);

  constructor(
    private readonly transactions: Transactions,
    private readonly commitments: ConcernedRepository,
    private readonly settings: Settings,
  ) {}

  /** Resolves with the first piece: what goes wrong before it is thrown, what goes wrong later cuts the body off. */
  async execute(face: ResultsFace, clocks: Clocks, reach: Reach): Promise<Readable> {
    const organisation = await this.organisation();
    return new Promise((resolve, reject) => {
      this.transactions
        .read(async (tx) => {
          const pieces = face(this.results(tx, clocks, reach), { clocks, organisation });
          const first = await pieces.next();
          const body = new PassThrough();
          resolve(body);
          await this.send(chained(first, pieces), body);
        })
        .catch(reject);
    });
  }

  /** Runs on while the answer is read; a reader that goes away ends it, and so the transaction. */
  private async send(pieces: AsyncIterable<string>, body: PassThrough): Promise<void> {
    try {
      await pipeline(Readable.from(pieces), body);
    } catch (error) {
      this.log.warn(error instanceof Error ? error.message : String(error));
    }
  }

  private async organisation(): Promise<Organisation> {
    const { organisationRef, organisationType, nameZh, nameEn } = await this.settings.value('interchange');
    const zh = nameZh ?? translate('zh-CN', 'report', 'organisation.unnamed');
    const en = nameEn ?? translate('en', 'report', 'organisation.unnamed');
    return { ref: organisationRef, type: organisationType, name: { zh, en } };
  }

  private async *results(tx: Tx, clocks: Clocks, reach: Reach): AsyncGenerator<GoalResult> {
    const reached = await this.commitments.idsInReach(tx, reach);
    const calendar = await workingCalendarAt(tx, clocks.knownAt);
    for await (const { judged, failed } of judgeCommitments(tx, clocks, null, calendar)) {
      const all = [...judged, ...failed].filter(({ commitmentId }) => reached?.has(commitmentId) ?? true);
      const ids = all.map(({ commitmentId }) => commitmentId);
      const described = await describeCommitments(tx, ids, clocks);
      for (const one of all) {
        const of = described.get(one.commitmentId);
        const result = of && goalResult(one.code, of, 'quantities' in one ? one.quantities : {});
        if (result != null) yield result;
      }
    }
  }
}

async function* chained(
  first: IteratorResult<string, unknown>,
  rest: AsyncIterable<string>,
): AsyncGenerator<string> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
