export { type Actor, actorOf, CATALOG, OPERATOR, recordEvents, SYSTEM } from './record-event';
