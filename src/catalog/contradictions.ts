import { type FilePlace, placeOf } from './catalog-file';

/** A field in which a file says what cannot be taken over beside what is on record. */
export interface Contradiction {
  readonly section: 'goals' | 'indicators';
  readonly code: string;
  /** As the file calls it. */
  readonly field: string;
  /**
   * `fixed`: it cannot change any more. `meanwhile`: it was changed in the product. `together`: the terms would
   * contradict themselves beside what was changed in the product.
   */
  readonly why: 'fixed' | 'meanwhile' | 'together';
  readonly given: string;
  readonly recorded: string;
}

/** Thrown where a file contradicts the record; all of it at once, and nothing is loaded. */
export class CatalogContradicts extends Error {
  constructor(readonly contradictions: readonly (Contradiction & { readonly place?: FilePlace })[]) {
    super(contradictions.map(({ code, field, why }) => `${code} ${field}: ${why}`).join(', '));
  }

  /** The same with where the file says it. */
  placedIn(text: string): CatalogContradicts {
    return new CatalogContradicts(
      this.contradictions.map((one) => {
        const place = placeOf(text, one.section, one.code, one.field);
        return place === undefined ? one : { ...one, place };
      }),
    );
  }
}
