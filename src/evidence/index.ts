export { EvidenceRef } from './evidence.dto';
export { EvidenceModule } from './evidence.module';
export { attachEvidence, evidenceOf } from './figures.repository';
export { SweepEvidence } from './sweep-evidence';
export { type BadContent, VerifyEvidence } from './verify-evidence';
