import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What a catalog file last said of a goal's terms, whatever they have become since. */
@Entity('catalog_terms')
@Check('ck_catalog_terms_content', `jsonb_typeof(content) = 'object'`)
export class CatalogTerms {
  @ForeignKey('Goal', { name: 'fk_catalog_terms_goal' })
  @PrimaryColumn('integer')
  goalId!: number;
  @Column('jsonb') content!: object;
}
