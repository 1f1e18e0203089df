import { MEASURES } from '../domain/goal';
import { IsChoice, IsCode, ListQuery, MayBeLeftOut } from '../platform/http';

export class AreaView {
  /** GB/T 2260 division code. */
  code!: string;
  nameZh!: string;
  nameEn!: string;
  level!: string;
  parentCode!: string | null;
}

export class DepartmentView {
  code!: string;
  nameZh!: string;
  nameEn!: string;
  areaCode!: string;
  parentCode!: string | null;
  leadZh!: string | null;
  leadEn!: string | null;
}

export class SpeakerView {
  code!: string;
  nameZh!: string;
  nameEn!: string;
  roleZh!: string;
  roleEn!: string;
}

export class SourceView {
  code!: string;
  titleZh!: string;
  titleEn!: string;
  statedOn!: string;
  /** Invented, to show how the product is used. */
  example!: boolean;
  speakers!: SpeakerView[];
}

export class IndicatorView {
  code!: string;
  nameZh!: string;
  nameEn!: string;
  unitZh!: string;
  unitEn!: string;
  measure!: string;
  direction!: string;
  entryMode!: string;
  decimals!: number;
  definitionZh!: string | null;
  definitionEn!: string | null;
  cycle!: string;
  dueWorkingDay!: number;
  plausibleMin!: string | null;
  plausibleMax!: string | null;
}

export class AreaQuery extends ListQuery {
  /** Only the areas right below this one. */
  @MayBeLeftOut()
  @IsCode()
  parent?: string;
}

export class DepartmentQuery extends ListQuery {
  @MayBeLeftOut()
  @IsCode()
  area?: string;
}

export class IndicatorQuery extends ListQuery {
  @MayBeLeftOut()
  @IsChoice(MEASURES)
  measure?: string;
}
