export * from './document';
export { PROBLEM_CODES, type CatalogProblem, type ProblemCode } from './problem';
export { readCatalogFile, type CatalogReading } from './read-catalog-file';
