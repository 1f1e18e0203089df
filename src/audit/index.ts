export { type Actor, recordEvents } from './record-event';
