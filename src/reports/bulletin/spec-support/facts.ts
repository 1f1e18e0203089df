import { civilDate, type Instant } from '../../../domain/calendar';
import { type Printed, QUANTITIES } from '../../../domain/progress';
import type { BulletinFacts, Item } from '../bulletin-facts';

const NOTHING = Object.fromEntries(QUANTITIES.map(({ name }) => [name, null])) as Printed;

/** A goal on a stock of racks; only what a test is about needs naming. */
export function item(code: string, printed: Partial<Printed>, changes: Partial<Item> = {}): Item {
  return {
    code,
    name: `目标${code}`,
    department: '西峰区人民政府',
    rule: null,
    measure: 'stock',
    unit: '架',
    terms: { comparator: '>=', target: '100000', deadline: '2025-12-31', stages: [] },
    quantities: { ...NOTHING, status: 'on_track', light: 'green', data_status: 'fresh', ...printed },
    closed: false,
    ...changes,
  };
}

export function facts(goals: readonly Item[], changes: Partial<BulletinFacts> = {}): BulletinFacts {
  return {
    subject: {
      kind: 'department',
      code: 'gov-xifeng',
      name: '西峰区人民政府',
      department: '西峰区人民政府',
      lead: '孙文江',
      area: '西峰区',
    },
    asOf: civilDate('2025-08-31'),
    knownAt: '2025-09-01T16:30:05.123456Z' as Instant,
    methodVersion: '1.0',
    language: 'zh-CN',
    whole: null,
    goals,
    programmes: [],
    outOfReach: 0,
    ...changes,
  };
}
