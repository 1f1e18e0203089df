export * from './document';
export type { CatalogProblem } from './problem';
export { readCatalogFile } from './read-catalog-file';
