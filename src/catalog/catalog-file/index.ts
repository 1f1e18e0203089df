export * from './document';
export { placeOf } from './place-of';
export type { CatalogProblem, FilePlace } from './problem';
export { readCatalogFile } from './read-catalog-file';
