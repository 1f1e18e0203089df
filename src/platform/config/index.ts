export { type Config, ConfigError, type LogLevel, readConfig } from './config';
export {
  type HttpSettings,
  type OidcSettings,
  type RateLimits,
  SETTINGS,
  type Settings,
  SettingsModule,
} from './settings';
