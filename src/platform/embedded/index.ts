export { attachEmbedded, type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from './embedded';
export { EmbeddedError, type EmbeddedErrorCode } from './errors';
export type { EmbeddedEvent } from './events';
export { startThrowaway, type ThrowawayOptions, type ThrowawayServer } from './throwaway';
