import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { DataSource } from 'typeorm';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

interface Window {
  readonly hits: number;
  readonly seconds: number;
}

/**
 * Counts by fixed windows that begin with the first request: within one, all replicas count together, and
 * around the turn of two somebody may ask up to twice as often.
 */
@Injectable()
export class RateLimitsRepository implements ThrottlerStorage {
  constructor(private readonly dataSource: DataSource) {}

  /** Counts one request, in one statement; `ttl` in milliseconds, what is answered in seconds. */
  async increment(key: string, ttl: number, limit: number): Promise<Count> {
    const [{ hits, seconds }] = await this.dataSource.query<[Window]>(
      `INSERT INTO rate_limit AS open (key, hits, window_ends)
         VALUES ($1, 1, now() + $2 * interval '1 millisecond')
       ON CONFLICT (key) DO UPDATE SET
         hits = CASE WHEN open.window_ends <= now() THEN 1 ELSE open.hits + 1 END,
         window_ends = CASE WHEN open.window_ends <= now() THEN excluded.window_ends ELSE open.window_ends END
       RETURNING hits, greatest(1, ceil(extract(epoch FROM window_ends - now())))::int AS seconds`,
      [key, ttl],
    );
    return { totalHits: hits, timeToExpire: seconds, isBlocked: hits > limit, timeToBlockExpire: seconds };
  }

  /** A window that is over says nothing any more. */
  @Cron('30 * * * * *', { name: 'limits.forget', waitForCompletion: true })
  async forget(): Promise<void> {
    await this.dataSource.query(`DELETE FROM rate_limit WHERE window_ends <= now()`);
  }
}
