import { civilDate } from '../../domain/calendar';
import type { Item } from './bulletin-facts';
import { digest, worstFirst } from './digest';
import { item } from './spec-support/facts';

const asOf = civilDate('2025-08-31');
const codes = (items: readonly Item[]): string[] => items.map(({ code }) => code);

describe('what a bulletin points out', () => {
  const red = { light: 'red', status: 'far_behind' };
  const yellow = { light: 'yellow', status: 'behind' };

  it('counts each goal under its one light, also what is closed', () => {
    const goals = [
      item('A', red),
      item('B', red, { closed: true }),
      item('C', {}),
      item('D', {}, { quantities: null }),
    ];
    expect(digest(goals, asOf).lights).toEqual({ red: 2, yellow: 0, green: 1, blue: 0, grey: 0 });
  });

  it('leads who is green and beyond the time, or achieved, the furthest first', () => {
    const goals = [
      item('A', { gap_points: '3.20' }),
      item('B', { gap_points: '0.00' }),
      item('C', { gap_points: '31.77' }),
      item('D', { status: 'achieved' }),
      item('E', { ...yellow, gap_points: '9.00' }),
      item('F', { gap_points: '-0.01' }),
      item('G', { gap_points: '40.00' }, { closed: true }),
      item('H', { gap_points: '10.00' }),
    ];
    expect(codes(digest(goals, asOf).leading)).toEqual(['C', 'H', 'A', 'D']);
  });

  it('lags who is red, then who is yellow, the furthest behind first', () => {
    const goals = [
      item('A', { ...yellow, gap_points: '-30.00' }),
      item('B', { ...red, gap_points: '-9.50' }),
      item('C', { ...red, gap_points: '-10.00' }),
      item('D', { light: 'red', status: 'overdue' }),
      item('E', { gap_points: '-50.00' }),
      item('F', { ...yellow, gap_points: '-30.01' }),
      item('G', red, { closed: true }),
    ];
    expect(codes(digest(goals, asOf).lagging)).toEqual(['C', 'B', 'D', 'F', 'A']);
  });

  it.each([
    ['the day before', '2025-08-30', false],
    ['the day itself', '2025-08-31', true],
    ['30 days on', '2025-09-30', true],
    ['31 days on', '2025-10-01', false],
  ])('is due within 30 days: %s (%s) %s', (_wording, deadline, due) => {
    const terms = { comparator: '>=', target: '1', deadline, stages: [] };
    expect(digest([item('A', {}, { terms })], asOf).due).toHaveLength(due ? 1 : 0);
  });

  it('is due by its stages too, in the order of the days; what is settled or closed is not', () => {
    const stages = [
      { at: '2025-09-15', value: '80000' },
      { at: '2025-12-31', value: '90000' },
    ];
    const terms = { comparator: '>=', target: '100000', deadline: '2025-09-20', stages };
    const goals = [
      item('A', {}, { terms }),
      item('B', { status: 'achieved' }, { terms }),
      item('C', { status: 'missed' }, { terms }),
      item('D', {}, { terms, closed: true }),
      item('E', {}, { terms: null }),
    ];
    expect(digest(goals, asOf).due.map(({ item: { code }, at, stage }) => [code, at, stage])).toEqual([
      ['A', '2025-09-15', '80000'],
      ['A', '2025-09-20', null],
    ]);
  });

  it('has no figure where nothing is known: zero is one, a milestone needs none, what has not begun neither', () => {
    const goals = [
      item('A', { value: null, light: 'grey', status: 'no_data', data_status: 'none' }),
      item('B', { value: '0' }),
      item('C', { light: 'blue', status: 'pending' }, { measure: 'milestone' }),
      item('D', { light: 'blue', status: 'not_started' }),
      item('E', { light: 'blue', status: 'unrated', data_status: 'late' }),
      item('F', { members: '8', light: 'grey', status: 'no_data' }, { rule: 'each_area' }),
      item('G', { members: '8' }, { rule: 'each_area' }),
      item('H', {}, { quantities: null }),
    ];
    const found = digest(goals, asOf);
    expect(codes(found.withoutFigure)).toEqual(['A', 'E', 'F']);
    expect(codes(found.failed)).toEqual(['H']);
    expect(codes(found.late)).toEqual([]);
  });

  it('is late where the newest figure is', () => {
    const goals = ['fresh', 'due', 'late', 'stale', 'none'].map((data_status) =>
      item(data_status, { data_status, value: '1' }),
    );
    expect(codes(digest(goals, asOf).late)).toEqual(['late', 'stale']);
  });

  it('lists the worst first, and before all what could not be computed', () => {
    const goals = [
      item('A', { light: 'grey' }),
      item('B', {}),
      item('C', red),
      item('D', yellow),
      item('E', { light: 'blue' }),
      item('F', {}, { quantities: null }),
      item('B2', red),
    ];
    expect(codes([...goals].sort(worstFirst))).toEqual(['F', 'B2', 'C', 'D', 'B', 'E', 'A']);
  });
});
