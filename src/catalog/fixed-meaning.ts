import type { Tx } from '../platform/database';
import type { CatalogIndicator } from './catalog-file';
import { CatalogContradicts } from './contradictions';

/** What an indicator is cannot change under the figures already logged; by field, as the file calls it. */
const FIXED = { measure: 'measure', entryMode: 'entry_mode', unitZh: 'unit_zh', unitEn: 'unit' } as const;

type Meaning = Pick<CatalogIndicator, 'code' | keyof typeof FIXED>;

/** Throws CatalogContradicts where the file gives a known indicator another meaning. */
export async function mustMeanTheSame(tx: Tx, indicators: readonly CatalogIndicator[]): Promise<void> {
  const known = await tx.query<Meaning[]>(
    `SELECT code, measure, entry_mode AS "entryMode", unit_zh AS "unitZh", unit_en AS "unitEn"
     FROM indicator WHERE code = ANY($1)`,
    [indicators.map(({ code }) => code)],
  );
  const recorded = new Map(known.map((indicator) => [indicator.code, indicator]));
  const found = indicators.flatMap((given) => changes(given, recorded.get(given.code) ?? given));
  if (found.length > 0) throw new CatalogContradicts(found);
}

function changes(given: Meaning, recorded: Meaning) {
  return (Object.keys(FIXED) as (keyof typeof FIXED)[])
    .filter((name) => given[name] !== recorded[name])
    .map((name) => ({
      ...({ section: 'indicators', code: given.code, field: FIXED[name], why: 'fixed' } as const),
      ...{ given: given[name], recorded: recorded[name] },
    }));
}
