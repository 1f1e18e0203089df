export { type Config, ConfigError, type LogLevel, readConfig } from './config';
export { type HttpSettings, type RateLimits, SETTINGS, type Settings, SettingsModule } from './settings';
export type { EvidenceSettings, S3Settings } from './evidence-environment';
