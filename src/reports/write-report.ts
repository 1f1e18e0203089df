import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database';
import { csvFace } from './faces/csv-face';
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
    write: (pieces: AsyncIterable<string | Buffer>) => Promise<void>,
  ): Promise<void> {
    const report = this.reports.find((one) => one.name === name);
    if (report === undefined) throw new Error(`the report ${name} is not provided`);
    await this.transactions.read((tx) => write(csvFace(tx, report, options)));
  }
}
