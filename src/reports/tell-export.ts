import { Injectable } from '@nestjs/common';
import { type Actor, TellApart } from '../audit';
import type { ReportOptions } from './report';

/** What was asked for; of how it is written, what could be chosen. */
type Asked = Pick<ReportOptions, 'clocks' | 'reach'> &
  Partial<Pick<ReportOptions, 'filter' | 'language' | 'header'>>;

/** Tells the trail that a report leaves the system: who takes it, and what was asked for. */
@Injectable()
export class TellExport {
  constructor(private readonly tell: TellApart) {}

  /** To be called before anything of the report is read. `file`: the report and its face, `progress.csv`. */
  execute(actor: Actor, file: string, asked: Asked): Promise<void> {
    const { clocks, filter, language, header, reach } = asked;
    const details = { ...clocks, ...filter, language, header, reach };
    return this.tell.execute({ actor, action: 'report.exported', subject: file, details });
  }
}
