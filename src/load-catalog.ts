import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ActualsRepository, applyStated } from './actuals';
import { CATALOG, recordEvents } from './audit';
import { type Applied, applyReference, CatalogContradicts, type CatalogDocument } from './catalog';
import { applyCommitments, type Change, leftOut } from './goals';
import { Clock, Outbox, Transactions, type Tx } from './platform/database';

export interface LoadedCatalog {
  readonly catalog: string;
  /** By noun, how many were added and how many updated. */
  readonly changes: Readonly<Record<string, Applied>>;
  /** Codes of what the same source committed to before and the file no longer holds: it goes on. */
  readonly leftOut: readonly string[];
}

/** Brings the record up to what a catalog file says, in one transaction: all of it or nothing. */
@Injectable()
export class LoadCatalog {
  constructor(
    private readonly transactions: Transactions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly actuals: ActualsRepository,
  ) {}

  /**
   * `text` is the file that `document` was read from; `reason` is given by hand where the file gives none.
   * Loading the same file again changes nothing. Throws ChangeNeedsReason, CodeMeansAnother, and CatalogContradicts
   * with the places in the file.
   */
  async execute(document: CatalogDocument, text: string, reason: string | null): Promise<LoadedCatalog> {
    const change = await this.change(document, reason);
    try {
      return await this.transactions.write(async (tx) => {
        await tx.query(`SELECT pg_advisory_xact_lock(hashtext('duixian.catalog'))`);
        const changes = {
          ...(await applyReference(tx, this.outbox, document)),
          ...(await applyCommitments(tx, this.outbox, document, change)),
          actuals: await applyStated(tx, this.outbox, this.actuals, document, change?.reason ?? null),
        };
        const loaded = { catalog: document.catalog, changes, leftOut: await leftOut(tx, document) };
        await this.remember(tx, loaded, createHash('sha256').update(text).digest('hex'));
        return loaded;
      });
    } catch (error) {
      throw error instanceof CatalogContradicts ? error.placedIn(text) : error;
    }
  }

  private async change({ change }: CatalogDocument, reason: string | null): Promise<Change | null> {
    const why = reason ?? change?.reason;
    if (why === undefined) return null;
    const { document = null, effectiveFrom = null } = change ?? {};
    return { reason: why, document, effectiveFrom: effectiveFrom ?? (await this.clock.today()) };
  }

  private async remember(tx: Tx, { catalog, changes }: LoadedCatalog, digest: string): Promise<void> {
    if (Object.values<Applied>(changes).every(({ added, updated }) => added + updated === 0)) return;
    await tx.query(`INSERT INTO catalog_load (catalog, digest, changes) VALUES ($1, $2, $3)`, [
      catalog,
      digest,
      changes,
    ]);
    await recordEvents(tx, [
      { actor: CATALOG, action: 'catalog.loaded', subject: catalog, details: { digest, changes } },
    ]);
  }
}
