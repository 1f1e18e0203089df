import { LIGHTS, SEVERITY, STATUSES } from '../../domain/progress';
import type { Cell } from '../../platform/csv';

/** What is counted of one commitment. */
export interface Counted {
  readonly code: string;
  /** Null of what could not be computed. */
  readonly judged: { readonly status: string; readonly light: string } | null;
  readonly closed: boolean;
  /** Null of a programme: its goals have theirs. */
  readonly deadline: string | null;
}

/** With these nothing is due any more. */
const FINAL: readonly string[] = ['achieved', 'achieved_late', 'missed'];

const COUNTS = [
  'commitment_count',
  'closed_count',
  'not_computed_count',
  ...LIGHTS.map((light) => `light_${light}`),
  ...STATUSES.map((status) => `status_${status}`),
];

/** The first of an order, and by what it is. */
type First = { readonly by: string; readonly code: string } | { readonly by: null; readonly code: null };
const NONE: First = { by: null, code: null };

/** How many commitments of a department or an area stand how: counts, and the first of an order. No averages. */
export class Group {
  private readonly counts = new Map<string, number>();
  private nearest: First = NONE;
  private worst: First = NONE;

  constructor(private readonly asOf: string) {}

  /** Of several that are as near or as bad the one that was added first is named. */
  add(one: Counted): void {
    this.count('commitment_count');
    if (one.closed) this.count('closed_count');
    if (one.judged === null) {
      this.count('not_computed_count');
      return;
    }
    const { status, light } = one.judged;
    this.count(`light_${light}`);
    this.count(`status_${status}`);
    // What was taken off the list neither falls due nor is chased.
    if (one.closed) return;
    this.lookAtDeadline(one, status);
    if (this.worst.by === null || rank(status) < rank(this.worst.by))
      this.worst = { by: status, code: one.code };
  }

  cells(): Record<string, Cell> {
    return {
      ...Object.fromEntries(COUNTS.map((name) => [name, String(this.counts.get(name) ?? 0)])),
      nearest_deadline: this.nearest.by,
      nearest_code: this.nearest.code,
      worst_status: this.worst.by,
      worst_code: this.worst.code,
    };
  }

  private count(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  private lookAtDeadline({ code, deadline }: Counted, status: string): void {
    if (deadline === null || deadline < this.asOf || FINAL.includes(status)) return;
    if (this.nearest.by === null || deadline < this.nearest.by) this.nearest = { by: deadline, code };
  }
}

const rank = (status: string): number => SEVERITY.findIndex((one) => one === status);
