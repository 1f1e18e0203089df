import type { CellType } from '../../platform/csv';
import { CATALOGS, type Language } from '../../platform/messages';
import type { Column } from '../column';
import { columnDictionary, inLanguages, type InLanguages } from '../dictionary/column-dictionary';
import { DICTIONARY_COLUMNS } from '../dictionary/dictionary-lines';
import type { Report, ReportOptions } from '../report';
import type { Measured } from './measured';

/** Where something was stated. */
export interface Source {
  readonly title: string;
  readonly code: string;
}

interface Files {
  readonly rows: Measured;
  readonly dictionary: Measured;
  readonly sources: readonly Source[];
}

/** How Frictionless calls our types. A code is a string also where it is all digits: nobody counts with it. */
const TYPES: Readonly<Record<CellType, object>> = {
  text: { type: 'string' },
  code: { type: 'string' },
  decimal: { type: 'number' },
  percent: { type: 'number' },
  integer: { type: 'integer' },
  date: { type: 'date' },
  // Its default format has no fractions of a second.
  instant: { type: 'datetime', format: 'any' },
};

/**
 * What the files of a package are, by version 1 of the Data Package standard, so that nothing has to be guessed.
 * Titles are in the language of the report, and in each beside it.
 */
export function packageDescriptor(
  report: Report,
  { clocks, language }: ReportOptions,
  { rows, dictionary, sources }: Files,
): object {
  const title = inLanguages('report', `title.${report.name}`);
  const about = inLanguages('report', 'package.about');
  return {
    profile: 'tabular-data-package',
    name: report.name,
    ...titled(title, language),
    description: about[language],
    descriptions: about,
    ...clocks,
    language,
    // The standard wants at least one where there are any.
    ...(sources.length === 0 ? {} : { sources }),
    resources: [
      {
        ...resource(report.name, rows, reportSchema(report, language)),
        ...titled(title, language),
      },
      {
        ...resource('columns', dictionary, dictionarySchema(language)),
        ...titled(inLanguages('report', 'dictionary.title'), language),
      },
    ],
  };
}

const titled = (title: InLanguages, language: Language): object => ({
  title: title[language],
  titles: title,
});

function reportSchema(report: Report, language: Language): object {
  const fields = columnDictionary(report, 'machine').map(
    ({ column, title, meaning, unit, unitTitle }): object => ({
      ...fieldOf(column),
      ...titled(title, language),
      description: meaning[language],
      descriptions: meaning,
      ...(unit === 'none' ? {} : { unit, unitTitles: unitTitle }),
    }),
  );
  return schemaOf(report.columns, fields);
}

function dictionarySchema(language: Language): object {
  const fields = DICTIONARY_COLUMNS.map((column) => ({
    ...fieldOf(column),
    ...titled(inLanguages('report', `dictionary.${column.name}`), language),
  }));
  return schemaOf(DICTIONARY_COLUMNS, fields);
}

function schemaOf(columns: readonly Column[], fields: readonly object[]): object {
  const primaryKey = columns.filter(({ key }) => key === true).map(({ name }) => name);
  return { fields, ...(primaryKey.length === 0 ? {} : { primaryKey }), missingValues: [''] };
}

function resource(name: string, file: Measured, schema: object): object {
  const { bytes, sha256 } = file.measures();
  return {
    profile: 'tabular-data-resource',
    name,
    path: file.name,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    bytes,
    hash: `sha256:${sha256}`,
    dialect: { delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true, header: true },
    schema,
  };
}

function fieldOf({ name, type, key, always, words, several }: Column): object {
  const required = key === true || always === true;
  const closed = words !== undefined && several !== true;
  return {
    name,
    ...TYPES[type],
    ...(required || closed
      ? { constraints: { ...(required ? { required } : {}), ...(closed ? { enum: codesOf(words) } : {}) } }
      : {}),
  };
}

/** Every code of a kind has its word. */
const codesOf = (words: string): string[] =>
  Object.keys(CATALOGS.en.progress)
    .filter((code) => code.startsWith(`${words}.`))
    .map((code) => code.slice(words.length + 1));
