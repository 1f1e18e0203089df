import { Inject, Injectable } from '@nestjs/common';
import { invalidField } from '../platform/http';
import { ClamdScanner } from './clamd-scanner';
import { cleanFileName, extensionOf } from './file-name';
import type { ReceivedFile } from './receive-file';
import { type Kind, KINDS, recognise } from './recognise';

export const EVIDENCE_SCANNER = Symbol('EvidenceScanner');

/** What a file is, by its content, and what it will be called. */
export interface Inspected {
  readonly mediaType: string;
  readonly name: string;
  /** `clean`: the scanner said so. */
  readonly scan: 'clean' | 'not_scanned';
  /** What the scanner found; null where nothing. */
  readonly virus: string | null;
}

@Injectable()
export class InspectFile {
  constructor(@Inject(EVIDENCE_SCANNER) private readonly scanner: ClamdScanner | null) {}

  /** Throws a Problem naming what the file really is when it cannot serve as evidence. */
  async execute({ path, bytes, givenName }: ReceivedFile): Promise<Inspected> {
    const kind = await this.kindOf(path, bytes);
    const name = nameFor(givenName, kind);
    const virus = this.scanner === null ? null : await this.scanner.scan(path);
    const scan = this.scanner === null ? 'not_scanned' : 'clean';
    return { mediaType: KINDS[kind].mediaType, name, scan, virus };
  }

  private async kindOf(path: string, bytes: number): Promise<Kind> {
    const found = await recognise(path, bytes);
    if (found.accepted) return found.kind;
    if (found.because !== 'type') throw invalidField('file', `evidence.${found.because}`);
    if (found.found === null) throw invalidField('file', 'evidence.unrecognised');
    throw invalidField('file', 'evidence.not_accepted', { found: found.found });
  }
}

/** The name as it is kept. One without an ending gets the right one; a wrong one is refused, not mended. */
function nameFor(given: string, kind: Kind): string {
  const name = cleanFileName(given);
  const extensions: readonly string[] = KINDS[kind].extensions;
  const [usual] = KINDS[kind].extensions;
  const extension = extensionOf(name);
  if (extension === '') return `${name === '' ? 'evidence' : name}.${usual}`;
  if (!extensions.includes(extension))
    throw invalidField('file', 'evidence.misnamed', { extension, found: usual });
  return name;
}
