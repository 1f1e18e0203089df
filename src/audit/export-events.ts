import { Injectable } from '@nestjs/common';
import { BYTE_ORDER_MARK, type CellType, csvLines } from '../platform/csv';
import { Transactions, type Tx } from '../platform/database';
import { type Language, translate } from '../platform/messages';
import type { AuditExportQuery, AuditFilter } from './audit.dto';
import { AuditEventsRepository, type PlacedEvent } from './audit-events.repository';
import type { Actor } from './record-event';
import { TellApart } from './tell-apart';

export interface ExportOptions {
  readonly filter: AuditFilter;
  readonly language: Language;
  /** `machine`: stable snake_case names; `words`: the language's words. */
  readonly header: AuditExportQuery['header'];
}

/** What anybody may have typed, or a forger written, is text: it cannot become a formula. */
const COLUMNS: readonly (readonly [name: string, type: CellType, of: keyof PlacedEvent])[] = [
  ['id', 'integer', 'id'],
  ['at', 'instant', 'at'],
  ['actor', 'text', 'actor'],
  ['person_id', 'integer', 'personId'],
  ['account_id', 'integer', 'accountId'],
  ['via', 'code', 'via'],
  ['address', 'text', 'address'],
  ['action', 'text', 'action'],
  ['subject', 'text', 'subject'],
  ['details', 'text', 'details'],
  ['position', 'integer', 'position'],
  ['sealed_at', 'instant', 'sealedAt'],
  ['hash', 'code', 'hash'],
];
const TYPES = COLUMNS.map(([, type]) => type);

/** The trail as CSV, with what is needed to verify the chain from the file alone. */
@Injectable()
export class ExportEvents {
  constructor(
    private readonly transactions: Transactions,
    private readonly events: AuditEventsRepository,
    private readonly tell: TellApart,
  ) {}

  /** To be called before anything is read. */
  begin(actor: Actor, { filter, header }: ExportOptions): Promise<void> {
    const details = { ...filter, header };
    return this.tell.execute({ actor, action: 'audit.exported', subject: 'audit-events.csv', details });
  }

  /** Hands the lines to `write` as they come, all read from one unchanging view of the database. */
  async write(options: ExportOptions, write: (lines: AsyncIterable<string>) => Promise<void>): Promise<void> {
    await this.transactions.read((tx) => write(this.lines(tx, options)));
  }

  private async *lines(tx: Tx, options: ExportOptions): AsyncGenerator<string> {
    // Excel takes UTF-8 for the local encoding unless told; Chinese is where it hurts.
    yield (options.language === 'zh-CN' ? BYTE_ORDER_MARK : '') + csvLines([headers(options)], []);
    for await (const batch of this.events.all(tx, options.filter))
      yield csvLines(
        batch.map((event) => COLUMNS.map(([, , of]) => event[of])),
        TYPES,
      );
  }
}

function headers({ language, header }: ExportOptions): string[] {
  const names = COLUMNS.map(([name]) => name);
  return header === 'machine' ? names : names.map((name) => translate(language, 'audit', `column.${name}`));
}
