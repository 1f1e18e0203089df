import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { actorOf, recordEvents } from '../audit';
import type { Principal } from '../domain/access';
import { Transactions } from '../platform/database';
import { notFound } from '../platform/http';
import { Settings } from '../settings';
import type { SessionView } from './session.dto';
import { SessionsRepository } from './sessions.repository';

/** One's own sessions: where they are, and ending them. */
@Injectable()
export class EndSession {
  constructor(
    private readonly transactions: Transactions,
    private readonly sessions: SessionsRepository,
    private readonly settings: Settings,
  ) {}

  async listOf(principal: Principal, current: number | null): Promise<SessionView[]> {
    const limits = await this.settings.value('session');
    const rows = await this.sessions.listOf(principal.accountId, limits);
    return rows.map((row) => ({ ...row, isThis: row.id === current }));
  }

  /** Throws 404 for what is no live session of one's own. */
  async one(principal: Principal, id: number): Promise<void> {
    await this.transactions.write(async (tx) => {
      if (!(await this.sessions.end(tx, id, principal.accountId)))
        throw notFound('session.not_found', { id });
      await recordEvents(tx, [
        { actor: actorOf(principal), action: 'session.ended', subject: String(id), details: {} },
      ]);
    });
  }

  @Cron('0 25 3 * * *', { name: 'sessions.forget', timeZone: 'Asia/Shanghai', waitForCompletion: true })
  async forget(): Promise<void> {
    const limits = await this.settings.value('session');
    await this.transactions.write((tx) => this.sessions.forget(tx, limits));
  }
}
