import type { Tx } from '../../platform/database';
import { zipped, type ZipEntry } from '../../platform/zip';
import { dictionaryLines } from '../dictionary/dictionary-lines';
import type { Report, ReportOptions, RowBatch } from '../report';
import { csvFace } from './csv-face';
import type { Face } from './face';
import { Measured } from './measured';
import { packageDescriptor, type Source } from './package-descriptor';

/** For programs: the CSV, what its columns mean, and a Frictionless descriptor of both, in one archive. */
export const PACKAGE_FACE: Face = {
  name: 'zip',
  mediaType: 'application/zip',
  pieces: (tx, report, options) => zipped(filesOf(tx, report, { ...options, header: 'machine' })),
};

function* filesOf(tx: Tx, report: Report, options: ReportOptions): Generator<ZipEntry> {
  const sources = new Map<string, Source>();
  const lines = csvFace({ bom: 'no', separator: 'comma' }).pieces(tx, watched(report, sources), options);
  const rows = new Measured(`${report.name}.csv`, lines);
  yield rows;
  const dictionary = new Measured('columns.csv', [dictionaryLines(report)]);
  yield dictionary;
  // Last: only now is it known what the others are.
  const descriptor = packageDescriptor(report, options, { rows, dictionary, sources: [...sources.values()] });
  yield { name: 'datapackage.json', content: [`${JSON.stringify(descriptor, null, 2)}\n`] };
}

/** The report, while the sources that its rows name, where they name any, are noted by their codes. */
function watched(report: Report, sources: Map<string, Source>): Report {
  const { name, columns } = report;
  const at = (wanted: string): number => columns.findIndex((column) => column.name === wanted);
  const [codeAt, titleAt] = [at('source_code'), at('source_title')];
  if (codeAt < 0) return report;
  const note = ({ rows }: RowBatch): void => {
    for (const row of rows) {
      const [code, title] = [row[codeAt] ?? null, row[titleAt] ?? null];
      if (code !== null && title !== null) sources.set(code, { title, code });
    }
  };
  return {
    name,
    columns,
    async *batches(tx, options) {
      for await (const batch of report.batches(tx, options)) {
        note(batch);
        yield batch;
      }
    },
  };
}
