export { createLogger, type LogSettings, nestLogging } from './logger';
export { requestIds } from './request-id';
export { logAnswer } from './request-log';
