/** A file as an actual names it. */
export class EvidenceRef {
  id!: string;
  name!: string;
  /** By its content, not by its name. */
  mediaType!: string;
  bytes!: number;
  /** SHA-256 of the content, in hex. */
  digest!: string;
}

export class EvidenceView extends EvidenceRef {
  /** `clean`, or `not_scanned` where no scanner is set up. What is infected is not taken at all. */
  scan!: string;
  uploadedAt!: string;
  uploadedBy!: string;
}
