export { type Applied, applyReference } from './apply-reference';
export { Area } from './area.entity';
export * from './catalog-file';
export { CatalogLoad } from './catalog-load.entity';
export { CatalogModule } from './catalog.module';
export { Department } from './department.entity';
export { Indicator, Series } from './indicator.entity';
export { Source, Speaker } from './source.entity';
export { seriesIds, type SeriesKey } from './series';
