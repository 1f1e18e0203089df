import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database';
import type { Face } from './faces/face';
import { type Report, type ReportName, type ReportOptions, REPORTS } from './report';

/** Writes a report with one of its faces. The same options give the same bytes, whenever asked. */
@Injectable()
export class WriteReport {
  constructor(
    private readonly transactions: Transactions,
    @Inject(REPORTS) private readonly reports: readonly Report[],
  ) {}

  /** Hands the pieces to `write` as they come, all read from one unchanging view of the database. */
  async execute(
    name: ReportName,
    options: ReportOptions,
    face: Face,
    write: (pieces: AsyncIterable<string | Uint8Array>) => Promise<void>,
  ): Promise<void> {
    const report = this.reports.find((one) => one.name === name);
    if (report === undefined) throw new Error(`the report ${name} is not provided`);
    await this.transactions.read((tx) => write(face.pieces(tx, report, options)));
  }
}
