import { Injectable } from '@nestjs/common';
import { Transactions } from '../platform/database';
import { csvFace } from './faces/csv-face';
import { ProgressReport } from './progress/progress-report';
import type { Report, ReportName, ReportOptions } from './report';

/** Writes a report with one of its faces. The same options give the same bytes, whenever asked. */
@Injectable()
export class WriteReport {
  private readonly reports: Readonly<Record<ReportName, Report>>;

  constructor(
    private readonly transactions: Transactions,
    progress: ProgressReport,
  ) {
    this.reports = { progress };
  }

  /** Hands the pieces to `write` as they come, all read from one unchanging view of the database. */
  async execute(
    name: ReportName,
    options: ReportOptions,
    write: (pieces: AsyncIterable<string>) => Promise<void>,
  ): Promise<void> {
    await this.transactions.read((tx) => write(csvFace(tx, this.reports[name], options)));
  }
}
