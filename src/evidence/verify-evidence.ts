import { Inject, Injectable } from '@nestjs/common';
import { checkedContent, ContentChanged } from './checked-content';
import { EvidenceRepository, type StoredContent } from './evidence.repository';
import { EVIDENCE_STORE, type EvidenceStore } from './store';

export interface BadContent {
  readonly content: StoredContent;
  /** Not there at all, or not what the record says. */
  readonly because: 'missing' | 'changed';
}

const PAGE = 200;

/** Compares all content of the store with the record, one file after the other. */
@Injectable()
export class VerifyEvidence {
  constructor(
    private readonly evidence: EvidenceRepository,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}

  /** Tells each that is wrong as it is found; returns how many were looked at. */
  async execute(tell: (bad: BadContent) => void): Promise<number> {
    let checked = 0;
    let page = await this.evidence.contentAfter('', PAGE);
    while (page.length > 0) {
      for (const content of page) {
        const because = await this.wrongWith(content);
        if (because !== null) tell({ content, because });
        checked += 1;
      }
      page = await this.evidence.contentAfter(page.at(-1)?.digest ?? '', PAGE);
    }
    return checked;
  }

  private async wrongWith(content: StoredContent): Promise<BadContent['because'] | null> {
    const stored = await this.store.get(content.storedAs);
    if (stored === null) return 'missing';
    try {
      await finished(checkedContent(stored as AsyncIterable<Buffer>, content));
      return null;
    } catch (error) {
      if (error instanceof ContentChanged) return 'changed';
      throw error;
    }
  }
}

async function finished(content: AsyncGenerator<Buffer>): Promise<void> {
  while ((await content.next()).done !== true);
}
