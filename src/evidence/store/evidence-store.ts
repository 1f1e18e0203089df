import type { Readable } from 'node:stream';

export const EVIDENCE_STORE = Symbol('EvidenceStore');

/** Where the content of evidence lies. Keys are made of digests, so the same content is kept once. */
export interface EvidenceStore {
  /** Keeps the content of the local file `path` under `key`, durably, whole or not at all. May take the file. */
  put(path: string, key: string): Promise<void>;
  /** The content under `key`; null when there is none. */
  get(key: string): Promise<Readable | null>;
  /** Forgets `key`; no error when there is nothing. */
  remove(key: string): Promise<void>;
}

/** Spread over folders by the first digits: none gets so many files that it becomes slow. */
export const keyOfDigest = (digest: string): string =>
  `${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`;
