export { AuditEvent } from './audit-event.entity';
export { type Actor, recordEvents } from './record-event';
