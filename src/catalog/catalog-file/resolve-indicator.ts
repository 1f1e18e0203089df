import { ENTRY_MODES_OF } from './check-indicators';
import type { CatalogIndicator } from './document';
import type { Whole } from './records';
import type { FileRecord, IndicatorRecord } from './sections';

type Reporting = Whole<FileRecord>['reporting'];
type Units = Pick<CatalogIndicator, 'unitZh' | 'unitEn'>;
type Rhythm = Pick<CatalogIndicator, 'cycle' | 'dueWorkingDay'>;

/** What is reported monthly by the tenth working day unless the file says otherwise. */
const USUAL: Rhythm = { cycle: 'month', dueWorkingDay: 10 };

export function resolveIndicator(indicator: Whole<IndicatorRecord>, common: Reporting): CatalogIndicator {
  const { measure, plausible } = indicator;
  return {
    code: indicator.code,
    nameZh: indicator.name_zh,
    nameEn: indicator.name_en,
    ...resolveUnits(indicator),
    measure,
    direction: indicator.direction ?? 'increase',
    entryMode: indicator.entry_mode ?? ENTRY_MODES_OF[measure][0],
    decimals: indicator.decimals ?? 0,
    definitionZh: indicator.definition_zh,
    definitionEn: indicator.definition_en,
    ...resolveReporting(indicator.reporting, resolveReporting(common, USUAL)),
    plausibleMin: plausible && plausible.min,
    plausibleMax: plausible && plausible.max,
  };
}

function resolveUnits({ measure, unit, unit_zh }: Whole<IndicatorRecord>): Units {
  const unitEn = unit ?? (measure === 'ratio' ? '%' : '');
  return { unitZh: unit_zh ?? unitEn, unitEn };
}

/** Field by field: an indicator may differ in its cycle and keep the common day. */
function resolveReporting(own: Reporting, otherwise: Rhythm): Rhythm {
  return {
    cycle: own?.cycle ?? otherwise.cycle,
    dueWorkingDay: own?.due_working_day ?? otherwise.dueWorkingDay,
  };
}
