import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** That a catalog file was loaded, which one by its digest, and what it changed. */
@Entity('catalog_load')
@Check('ck_catalog_load_digest', `digest ~ '^[0-9a-f]{64}$'`)
export class CatalogLoad {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' }) id!: number;
  @Column('text') catalog!: string;
  @Column('text') digest!: string;
  @Column('timestamptz', { default: () => 'clock_timestamp()' }) loadedAt!: Date;
  @Column('jsonb') changes!: Record<string, unknown>;
}
