import { isOfAmounts } from '../../domain/goal';
import { entryModeOf } from './check-actuals';
import type { CatalogActual } from './document';
import { checked, type Whole } from './records';
import type { ActualRecord, IndicatorRecord } from './sections';

type Mode = Pick<Whole<IndicatorRecord>, 'measure' | 'entry_mode'>;

export function resolveActual(actual: Whole<ActualRecord>, indicator: Mode | undefined): CatalogActual {
  const amount = isOfAmounts(checked(entryModeOf(checked(indicator))));
  return {
    indicator: actual.indicator,
    area: actual.area,
    definition: actual.definition,
    periodStart: amount ? checked(actual.period).start : null,
    periodEnd: checked(actual.at ?? actual.period?.end),
    value: actual.value,
    qualifier: actual.qualifier,
    speaker: actual.speaker,
    noteZh: actual.note_zh,
    noteEn: actual.note_en,
  };
}
