import type { EvidenceView } from './evidence.dto';
import type { StoredEvidence } from './evidence.repository';

export function presentEvidence(file: StoredEvidence): EvidenceView {
  const { id, name, mediaType, bytes, digest, scan, uploadedAt, uploadedBy } = file;
  return { id, name, mediaType, bytes, digest, scan, uploadedAt, uploadedBy };
}
