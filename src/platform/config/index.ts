export { type Config, ConfigError, readConfig } from './config';
export type { EvidenceSettings, S3Settings } from './evidence-environment';
