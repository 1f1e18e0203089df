export { withoutApostrophe } from './apostrophe';
export { type EntryProblem, shown } from './entry-problem';
export { readFigure, type TypedFigure } from './read-figure';
export { type EntryColumn, type HeaderReading, readHeader } from './read-header';
export { readPeriodText, readSpanText } from './read-period';
