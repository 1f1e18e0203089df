import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../domain/access';
import type { EvidenceSettings } from '../platform/config';
import type { WriteResult } from '../platform/http';
import { IncomingFolder } from './incoming-folder';
import { InspectFile } from './inspect-file';
import { KeepEvidence } from './keep-evidence';
import { receiveFile } from './receive-file';

export const EVIDENCE_SETTINGS = Symbol('EvidenceSettings');

/** Takes a file in: receives it, looks at what it is, keeps its content, and records it. */
@Injectable()
export class UploadEvidence {
  constructor(
    @Inject(EVIDENCE_SETTINGS) private readonly settings: EvidenceSettings,
    private readonly incoming: IncomingFolder,
    private readonly inspect: InspectFile,
    private readonly keep: KeepEvidence,
  ) {}

  async execute(
    request: FastifyRequest,
    principal: Principal,
    key: string | undefined,
  ): Promise<WriteResult> {
    return this.incoming.withFile(async (path) => {
      const received = await receiveFile(request, path, this.settings.maxBytes);
      const inspected = await this.inspect.execute(received);
      return this.keep.execute(received, inspected, principal, key);
    });
  }
}
