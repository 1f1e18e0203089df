import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Reach } from '../domain/access';
import { instantSql, type Tx } from '../platform/database';
import { notFound } from '../platform/http';
import type { EvidenceView } from './evidence.dto';

export interface NewEvidence {
  readonly digest: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly name: string;
  readonly storedAs: string;
  readonly scan: 'clean' | 'not_scanned';
  readonly personId: number;
  readonly uploadedBy: string;
}

/** A file with the place of its content, which no answer tells. */
export interface StoredEvidence extends EvidenceView {
  readonly storedAs: string;
}

/** Who asks, and where they may read the record; null where nowhere. */
export interface Reader {
  readonly personId: number;
  readonly reach: Reach | null;
}

/** Content that must be in the store. */
export interface StoredContent {
  readonly digest: string;
  readonly bytes: number;
  readonly storedAs: string;
  /** One of the files that have it. */
  readonly id: string;
  readonly name: string;
}

const SELECT = `SELECT f.id, f.name, f.media_type AS "mediaType", f.bytes::int AS bytes, f.digest, f.scan,
    ${instantSql('f.uploaded_at')} AS "uploadedAt", f.uploaded_by AS "uploadedBy", f.stored_as AS "storedAs"
  FROM evidence_file f`;

/* One's own; or attached to a figure that a goal within reach counts: the goal of its area, or a sum above it. */
const READABLE = `(f.person_id = $2 OR EXISTS (
  SELECT 1 FROM actual_evidence e JOIN series s ON s.id = e.series_id JOIN area a ON a.id = s.area_id
  WHERE e.evidence_id = f.id AND ($3::jsonb IS NULL OR EXISTS (
    SELECT 1 FROM goal g JOIN jsonb_to_recordset($3::jsonb) AS l(departments int[], areas int[])
      ON g.department_id = ANY(l.departments) AND (l.areas IS NULL OR s.area_id = ANY(l.areas))
    WHERE g.indicator_id = s.indicator_id AND g.definition = s.definition
      AND (g.area_id = s.area_id OR (g.scope = 'sum' AND g.area_id = a.parent_id))))))`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

@Injectable()
export class EvidenceRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The file, for somebody who may see it; anybody else learns nothing of it. */
  async readable(id: string, reader: Reader): Promise<StoredEvidence> {
    const reach = reader.reach === 'everywhere' ? null : JSON.stringify(reader.reach ?? []);
    const found = UUID.test(id)
      ? await this.dataSource.query<StoredEvidence[]>(`${SELECT} WHERE f.id = $1 AND ${READABLE}`, [
          id,
          reader.personId,
          reach,
        ])
      : [];
    if (found[0] === undefined) throw notFound('evidence.not_found');
    return found[0];
  }

  async append(tx: Tx, file: NewEvidence): Promise<StoredEvidence> {
    const [{ id }] = await tx.query<[{ id: string }]>(
      `INSERT INTO evidence_file (id, digest, bytes, media_type, name, stored_as, scan, person_id, uploaded_by)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
      [
        file.digest,
        file.bytes,
        file.mediaType,
        file.name,
        file.storedAs,
        file.scan,
        file.personId,
        file.uploadedBy,
      ],
    );
    const [stored] = await tx.query<[StoredEvidence]>(`${SELECT} WHERE f.id = $1`, [id]);
    return stored;
  }

  /** Content that the record names, by digest and in its order, after `digest`. */
  contentAfter(digest: string, limit: number): Promise<StoredContent[]> {
    return this.dataSource.query(
      `SELECT DISTINCT ON (digest) digest, bytes::int AS bytes, stored_as AS "storedAs", id, name
       FROM evidence_file WHERE digest > $1 ORDER BY digest, uploaded_at, id LIMIT $2`,
      [digest, limit],
    );
  }
}
