import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../../domain/access';
import { Problem, sendWrite, type WriteResult } from '../http';
import { type Tx, Transactions } from './transactions';

export interface WriteRequest {
  /** The kind of write; the same key may be used once in each. */
  readonly scope: string;
  /** Who asks: a key is good for one account only, and gives nobody else's answer. */
  readonly principal: Principal;
  /** `Idempotency-Key`, where sent. */
  readonly key: string | undefined;
  /** What was asked, compared when the key comes again. */
  readonly asked: unknown;
}

@Injectable()
export class IdempotentWrites {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Runs `work` in one transaction, once for each key: a repeat gets the first answer, also while the first
   * still runs (it waits), and a refusal leaves the key free. Throws 422 when the key was used for another
   * request, 400 when it is not 1 to 200 visible characters.
   */
  async run(request: WriteRequest, work: (tx: Tx) => Promise<WriteResult>): Promise<WriteResult> {
    const { key } = request;
    if (key === undefined) return this.transactions.write(work);
    if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Problem('invalid', 'idempotency.key');
    const scope = `${request.principal.accountId} ${request.scope}`;
    const digest = createHash('sha256').update(JSON.stringify(request.asked)).digest('hex');
    return this.transactions.write(async (tx) => {
      const inserted = await tx.query<unknown[]>(
        `INSERT INTO idempotency_key (scope, key, request_digest) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING key`,
        [scope, key, digest],
      );
      if (inserted.length === 0) return this.replay(tx, scope, key, digest);
      const result = await work(tx);
      await tx.query(`UPDATE idempotency_key SET response = $3 WHERE scope = $1 AND key = $2`, [
        scope,
        key,
        result,
      ]);
      return result;
    });
  }

  /** Runs `work` as `run` does and gives its answer: status, ETag and Location as they were the first time. */
  async answer(
    reply: FastifyReply,
    request: WriteRequest,
    work: (tx: Tx) => Promise<WriteResult>,
  ): Promise<object> {
    return sendWrite(reply, await this.run(request, work));
  }

  /** A key is remembered for a week: longer than any client retries. */
  @Cron('0 15 3 * * *', { name: 'idempotency.forget', timeZone: 'Asia/Shanghai', waitForCompletion: true })
  async forget(): Promise<void> {
    await this.transactions.write((tx) =>
      tx.query(`DELETE FROM idempotency_key WHERE recorded_at < now() - interval '7 days'`),
    );
  }

  private async replay(tx: Tx, scope: string, key: string, digest: string): Promise<WriteResult> {
    const [row] = await tx.query<{ request_digest: string; response: WriteResult }[]>(
      `SELECT request_digest, response FROM idempotency_key WHERE scope = $1 AND key = $2`,
      [scope, key],
    );
    if (row?.request_digest !== digest) throw new Problem('unprocessable', 'idempotency.other_request');
    return row.response;
  }
}
