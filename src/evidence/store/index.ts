export { DiskStore } from './disk-store';
export { EVIDENCE_STORE, type EvidenceStore, keyOfDigest } from './evidence-store';
export { S3Store } from './s3-store';
export { errnoOf, storeProblem } from './store-problem';
