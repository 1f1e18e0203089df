import { Injectable } from '@nestjs/common';
import { type Page, Problem } from '../platform/http';
import type { Reader } from './definitions.policy';
import { DefinitionsRepository } from './definitions.repository';
import type { Face } from './faces';
import type { ProductionQuery, ProductionView } from './productions.dto';
import { ProductionsRepository } from './productions.repository';

/** A production that is there to be downloaded. */
export interface MadeProduction {
  readonly report: string;
  readonly face: Face;
  readonly asOf: string;
  readonly bytes: number;
  readonly digest: string;
}

/** Shows what was made of a saved report to whoever may see that one, and may read all that it tells of. */
@Injectable()
export class ReadProduction {
  constructor(
    private readonly definitions: DefinitionsRepository,
    private readonly productions: ProductionsRepository,
  ) {}

  async list(definition: number, query: ProductionQuery, reader: Reader): Promise<Page<ProductionView>> {
    await this.definitions.one(definition, reader);
    return this.productions.list(definition, query, reader);
  }

  /** Throws 404. */
  async one(definition: number, id: number, reader: Reader): Promise<ProductionView> {
    await this.definitions.one(definition, reader);
    return this.productions.one(definition, id, reader);
  }

  /** Throws 404; 409 where nothing was made (yet). */
  async made(definition: number, id: number, reader: Reader): Promise<MadeProduction> {
    const { report, face, asOf, bytes, digest, state } = await this.one(definition, id, reader);
    if (bytes === null || digest === null)
      throw new Problem('conflict', 'report_production.not_made', { id, state });
    return { report, face: face as Face, asOf, bytes, digest };
  }

  /** Part by part, each by a query of its own: a slow reader holds nothing. */
  async *content(id: number): AsyncGenerator<Buffer> {
    for (let part = 0; ; part++) {
      const content = await this.productions.part(id, part);
      if (content === null) return;
      yield content;
    }
  }
}
