export { Settings, type SettingValue } from './settings';
export { SettingsModule } from './settings.module';
