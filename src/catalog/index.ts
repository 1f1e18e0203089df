export { type Applied, applyReference } from './apply-reference';
export * from './catalog-file';
export { CatalogModule } from './catalog.module';
export { CatalogRepository } from './catalog.repository';
export { CatalogContradicts, type Contradiction } from './contradictions';
export { seriesIds } from './series';
