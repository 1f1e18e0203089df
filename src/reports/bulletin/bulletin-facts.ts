import type { CivilDate, Instant } from '../../domain/calendar';
import type { Printed } from '../../domain/progress';
import type { Language } from '../../platform/messages';

/** What a bulletin says of one commitment, in the reader's language, as the method printed it. */
export interface Item {
  readonly code: string;
  readonly name: string;
  /** Who answers for it, where that is said. */
  readonly department: string | null;
  /** Null of a goal by itself. */
  readonly rule: string | null;
  /** Null where it has no figures of its own. */
  readonly measure: string | null;
  readonly unit: string | null;
  readonly terms: {
    readonly comparator: string;
    readonly target: string;
    readonly deadline: string;
    readonly stages: readonly { readonly at: string; readonly value: string }[];
  } | null;
  /** Null where it could not be computed. */
  readonly quantities: Printed | null;
  /** Whether it was taken off the list (销号). */
  readonly closed: boolean;
}

/** The department or the programme a bulletin is about. */
export interface Subject {
  readonly kind: 'department' | 'programme';
  readonly code: string;
  readonly name: string;
  /** Who answers: the department itself, or that of the programme. */
  readonly department: string | null;
  readonly lead: string | null;
  readonly area: string | null;
}

/** All that a bulletin depends on. The same facts make the same bulletin. */
export interface BulletinFacts {
  readonly subject: Subject;
  readonly asOf: CivilDate;
  readonly knownAt: Instant;
  readonly methodVersion: string;
  readonly language: Language;
  /** A programme's own result; null of a department. */
  readonly whole: Item | null;
  /** The goals, in no particular order. */
  readonly goals: readonly Item[];
  /** The programmes a department leads. */
  readonly programmes: readonly Item[];
  /** Members of the programme that the reader may not see. */
  readonly outOfReach: number;
}
