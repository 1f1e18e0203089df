import { judgeGoal } from './judge-goal';
import { printGoal } from './print-progress';
import { baseline, entries, inputOf, terms, day } from './spec-support/goal-cases';
import { addDays, endOfMonth } from '../calendar/civil-date';
const months = (n: number, f: (i: number) => string, amounts = false) => {
  const out: Record<string, string> = {};
  let d = day('2021-01-31');
  for (let i = 0; i < n; i++) {
    out[amounts ? `${d.slice(0, 8)}01..${d}` : d] = f(i);
    d = endOfMonth(addDays(d, 1));
  }
  return out;
};
const T = terms('>= 100000', { baseline: baseline('31000', '2021-01-01'), deadline: day('2026-12-31') });
const cases = {
  stock: inputOf({
    measure: 'stock',
    terms: T,
    asOf: '2025-12-31',
    entries: entries(months(60, (i) => `${31000 + i * 731 + ((i * 7919) % 97)}.25`)),
  }),
  increment: inputOf({
    measure: 'cumulative',
    terms: T,
    asOf: '2025-12-31',
    facts: { entryMode: 'increment' },
    entries: entries(months(60, (i) => `${(i * 7919) % 97}`, true)),
  }),
  ytd: inputOf({
    measure: 'flow',
    terms: terms('>= 1200', { baseline: baseline('1100', '2024-12-31') }),
    asOf: '2025-11-30',
    entries: entries(months(60, (i) => `${((i % 12) + 1) * 99}.5`)),
  }),
};
it.each(Object.entries(cases))('%s', (name, input) => {
  for (let i = 0; i < 3000; i++) printGoal(input, judgeGoal(input));
  let t = process.hrtime.bigint();
  for (let i = 0; i < 3000; i++) judgeGoal(input);
  const j = Number(process.hrtime.bigint() - t) / 3000 / 1000;
  t = process.hrtime.bigint();
  const p = judgeGoal(input);
  for (let i = 0; i < 3000; i++) printGoal(input, p);
  const q = Number(process.hrtime.bigint() - t) / 3000 / 1000;
  console.log(name, p.status, j.toFixed(1), 'us judge', q.toFixed(1), 'us print');
});
