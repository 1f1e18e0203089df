export { attachEmbedded, type EmbeddedDatabase, startEmbedded } from './embedded';
export { EmbeddedError } from './errors';
export type { EmbeddedEvent } from './events';
export { startThrowaway } from './throwaway';
