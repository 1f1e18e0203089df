import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../domain/access';
import { IncomingFolder, receiveFile } from '../evidence';
import { isSentence } from '../platform/http';
import { ImportsRepository } from './imports.repository';
import { WorkImports } from './work-imports';

/** 200,000 rows as Excel writes them; more is several files. */
const MAX_BYTES = 64 * 1024 ** 2;
const MAX_NAME = 200;

/** Takes a table in and begins to work on it; the answer does not wait for that. */
@Injectable()
export class BeginImport {
  constructor(
    private readonly incoming: IncomingFolder,
    private readonly imports: ImportsRepository,
    private readonly work: WorkImports,
  ) {}

  /** The one file of a multipart body; returns the id of the import. Throws 400, 409, 413. */
  fromFile(request: FastifyRequest, principal: Principal): Promise<number> {
    return new Promise((begun, refused) => {
      // The file stays for as long as it is worked on, which is longer than the answer takes.
      this.incoming
        .withFile(async (path) => {
          const { givenName, bytes, digest } = await receiveFile(request, path, MAX_BYTES);
          const name = isSentence(givenName, MAX_NAME) ? givenName : 'table';
          const id = await this.imports.begin(principal.personId, { name, bytes, digest });
          begun(id);
          await this.work.begin(principal, id, { path, name });
        })
        .catch(refused);
    });
  }

  /** A table pasted as text. Throws 409. */
  async fromText(text: string, name: string, principal: Principal): Promise<number> {
    const bytes = Buffer.byteLength(text);
    const digest = createHash('sha256').update(text).digest('hex');
    const id = await this.imports.begin(principal.personId, { name, bytes, digest });
    void this.work.begin(principal, id, { text });
    return id;
  }
}
