export { EvidenceRef } from './evidence.dto';
export { EvidenceModule } from './evidence.module';
export { attachEvidence, evidenceJson } from './figures.repository';
export { IncomingFolder } from './incoming-folder';
export { receiveFile } from './receive-file';
export { SweepEvidence } from './sweep-evidence';
export { type BadContent, VerifyEvidence } from './verify-evidence';
