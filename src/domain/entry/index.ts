export { withoutApostrophe } from './apostrophe';
export type { EntryProblem, Reading } from './entry-problem';
export { readFigure, type TypedFigure } from './read-figure';
export { ENTRY_COLUMNS, type EntryColumn, type HeaderReading, readHeader } from './read-header';
export { readPeriodText } from './read-period';
