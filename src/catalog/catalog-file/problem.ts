import type { LineCounter } from 'yaml';

/** Everything the reader can complain of; each has its sentence in the message catalogs. */
export const PROBLEM_CODES = [
  // the file as a whole
  'file_too_large',
  'file_empty',
  'nested_too_deeply',
  'yaml_syntax',
  'yaml_tab',
  'yaml_tag',
  'yaml_alias',
  'yaml_documents',
  'format_unsupported',
  'too_many_problems',
  // one field
  'missing_field',
  'unknown_field',
  'duplicate_field',
  'fields_exclude',
  'one_field_needed',
  'expected_mapping',
  'expected_list',
  'expected_scalar',
  'list_empty',
  'text_blank',
  'text_too_long',
  'text_control_character',
  'bad_code',
  'bad_area_code',
  'bad_number',
  'number_too_long',
  'bad_integer',
  'bad_date',
  'bad_year',
  'bad_period',
  'bad_choice',
  'bad_flag',
  // codes and what they point at
  'duplicate_code',
  'unknown_reference',
  'repeated_reference',
  'reference_cycle',
  'area_level_order',
  'no_areas_below',
  // indicators
  'not_for_milestone',
  'entry_mode_for_measure',
  'ratio_unit',
  'ratio_out_of_range',
  'total_negative',
  'milestone_value',
  'plausible_order',
  // goals
  'comparator_against_direction',
  'comparator_against_bound',
  'target_out_of_reach',
  'year_needs_flow',
  'deadline_before_source',
  'deadline_before_start',
  'deadline_before_baseline',
  'stage_outside',
  'stage_order',
  'stage_beyond_target',
  'too_many_stages',
  'follows_other_record',
  'follows_other_direction',
  'follows_later_goal',
  'preset_order',
  // programmes
  'weight_needed',
  'weight_not_allowed',
  'weight_not_positive',
  // actuals
  'date_needed',
  'period_needed',
  'whole_year_needed',
  'actual_after_source',
  'duplicate_actual',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export type ProblemParams = Readonly<Record<string, string | number>>;

export interface FilePlace {
  /** From 1, as editors count. */
  readonly line: number;
  readonly column: number;
  /** Where in the file's structure, lists counted from 0: `goals[3].target`; empty for the file itself. */
  readonly path: string;
}

export interface CatalogProblem extends FilePlace {
  readonly code: ProblemCode;
  readonly params: ProblemParams;
}

/** A file that is wrong throughout needs another author, not a longer list. */
const MOST_PROBLEMS = 500;

/** Collects complaints; knows how an offset becomes a line. */
export class ProblemLog {
  private readonly problems: CatalogProblem[] = [];

  constructor(private readonly lines: LineCounter) {}

  add(offset: number, path: string, code: ProblemCode, params: ProblemParams = {}): void {
    this.problems.push({ ...this.place(offset, path), code, params });
  }

  place(offset: number, path: string): FilePlace {
    const at = this.lines.linePos(offset);
    return { line: Math.max(at.line, 1), column: Math.max(at.col, 1), path };
  }

  get empty(): boolean {
    return this.problems.length === 0;
  }

  /** In the order of the file. A file of another format is judged by nothing but its format. */
  sorted(): readonly CatalogProblem[] {
    const other = this.problems.filter((problem) => problem.code === 'format_unsupported');
    if (other.length > 0) return other;
    const all = this.problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
    const last = all[MOST_PROBLEMS - 1];
    if (all.length <= MOST_PROBLEMS || last === undefined) return all;
    const rest = { shown: MOST_PROBLEMS, total: all.length };
    return [...all.slice(0, MOST_PROBLEMS), { ...last, path: '', code: 'too_many_problems', params: rest }];
  }
}
