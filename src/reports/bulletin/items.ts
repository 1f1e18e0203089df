import type { Language } from '../../platform/messages';
import type { Batch } from '../../progress';
import type { Described } from '../progress/describe-commitments';
import type { Item } from './bulletin-facts';
import { say } from './words';

/** What was judged, and what is said about it. */
export interface Found {
  readonly judged: Batch['judged'][number] | Batch['failed'][number];
  readonly described: Described | undefined;
}

interface Items {
  readonly whole: Item | null;
  readonly goals: readonly Item[];
  readonly programmes: readonly Item[];
}

interface Named {
  readonly item: Item;
  readonly id: number;
  readonly parentCode: string | null;
  readonly isProgramme: boolean;
}

/**
 * The goals to list, and the programmes beside them. One area's goal stands for itself only where the goal it is
 * part of is not listed. `wholeId`: the programme the bulletin is about.
 */
export function itemsOf(found: readonly Found[], language: Language, wholeId: number | null): Items {
  const all = found.map((one) => named(one, language));
  const codes = new Set(all.map(({ item }) => item.code));
  const goals = all.filter(({ isProgramme, parentCode }) => !isProgramme && !codes.has(parentCode ?? ''));
  const programmes = all.filter(({ isProgramme, id }) => isProgramme && id !== wholeId);
  return {
    whole: all.find(({ id }) => id === wholeId)?.item ?? null,
    goals: toldApart(
      goals.map(({ item }) => item),
      language,
    ),
    programmes: programmes.map(({ item }) => item),
  };
}

function named({ judged, described }: Found, language: Language): Named {
  const { code, commitmentId: id } = judged;
  const quantities = 'quantities' in judged ? judged.quantities : null;
  const base = { code, quantities };
  if (described === undefined) {
    const nothing = { department: null, rule: null, measure: null, unit: null, terms: null, closed: false };
    return { item: { ...base, ...nothing, name: code }, id, parentCode: null, isProgramme: false };
  }
  const { rule, measure, terms, parentCode, closedVerdict } = described;
  const item = {
    ...base,
    rule,
    measure,
    terms,
    closed: closedVerdict !== null,
    ...words(described, language),
  };
  return { item, id, parentCode, isProgramme: described.indicatorCode === null };
}

function words(of: Described, language: Language): Pick<Item, 'name' | 'department' | 'unit'> {
  const zh = language === 'zh-CN';
  const [name, area] = zh ? [of.nameZh, of.areaNameZh] : [of.nameEn, of.areaNameEn];
  return {
    name: of.parentCode === null || area === null ? name : say(language, 'item.of_area', { name, area }),
    department: zh ? of.departmentNameZh : of.departmentNameEn,
    unit: zh ? of.unitZh : of.unitEn,
  };
}

/** Two goals on one indicator have one name; then their codes tell them apart. */
function toldApart(items: readonly Item[], language: Language): Item[] {
  const times = new Map<string, number>();
  for (const { name } of items) times.set(name, (times.get(name) ?? 0) + 1);
  return items.map((item) =>
    times.get(item.name) === 1
      ? item
      : { ...item, name: say(language, 'item.of_code', { name: item.name, code: item.code }) },
  );
}
