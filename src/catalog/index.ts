export { type Applied, applyReference } from './apply-reference';
export * from './catalog-file';
export { CatalogModule } from './catalog.module';
export { CatalogContradicts, type Contradiction } from './contradictions';
export { seriesIds } from './series';
