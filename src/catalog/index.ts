export { type Applied, applyReference } from './apply-reference';
export * from './catalog-file';
export { CatalogModule } from './catalog.module';
export { seriesIds } from './series';
