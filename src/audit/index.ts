export { type Actor, actorOf, CATALOG, type EventFacts, OPERATOR, recordEvents, SYSTEM } from './record-event';
