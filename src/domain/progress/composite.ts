import { clip, type Exact, larger, ONE, quotient, smaller, ZERO } from '../number/exact';
import { lightOf } from './light';
import type {
  CompositeProgress,
  CompositeRule,
  DataStatus,
  GoalInput,
  GoalProgress,
  MemberProgress,
  Status,
} from './model';

/**
 * Worst first. What has failed, then what nothing is known of, then what is behind, what cannot be told yet, and
 * what goes well.
 */
export const SEVERITY: readonly Status[] = [
  'missed',
  'overdue',
  'breached',
  'no_data',
  'moving_away',
  'far_behind',
  'behind',
  'awaiting_final',
  'unrated',
  'too_early',
  'pending',
  'not_started',
  'on_track',
  'ahead',
  'holding',
  'achieved_late',
  'achieved',
];

const RANK = new Map(SEVERITY.map((status, rank) => [status, rank]));
const WORST_DATA: readonly DataStatus[] = ['none', 'stale', 'late', 'due', 'fresh'];

/** What a composite needs to know of a goal; its weight is the composite's to give. */
export function memberOf(code: string, input: GoalInput, progress: GoalProgress): MemberProgress {
  const { status, dataStatus } = progress;
  return { code, status, dataStatus, share: headlineShare(input, progress), weight: null };
}

/** progressShare, else completion, else null; of a milestone 1 when done and 0 when not. */
export function headlineShare({ indicator }: GoalInput, progress: GoalProgress): Exact | null {
  if (indicator.measure === 'milestone') return isAchieved(progress.status) ? ONE : ZERO;
  return progress.progressShare ?? progress.completion;
}

/** The progress of several commitments as one, by their own statuses (progress-method: Composites). */
export function judgeComposite(rule: CompositeRule, members: readonly MemberProgress[]): CompositeProgress {
  const worstFirst = [...members].sort(bySeverity);
  const status = rule === 'any' ? (worstFirst.at(-1)?.status ?? 'no_data') : statusOfAll(worstFirst);
  const notAchieved = worstFirst.filter((member) => !isAchieved(member.status));
  const reported = new Set(members.map(({ dataStatus }) => dataStatus));
  return {
    status,
    light: lightOf(status),
    dataStatus: WORST_DATA.find((one) => reported.has(one)) ?? 'none',
    share: shareOf(rule, members),
    achieved: members.length - notAchieved.length,
    members: members.length,
    heldBackBy: notAchieved.map(({ code }) => code),
  };
}

/** The worst decides: what has failed outranks what is not known, which outranks all else. */
function statusOfAll(worstFirst: readonly MemberProgress[]): Status {
  return worstFirst[0]?.status ?? 'no_data';
}

function bySeverity(a: MemberProgress, b: MemberProgress): number {
  const apart = (RANK.get(a.status) ?? 0) - (RANK.get(b.status) ?? 0);
  if (apart !== 0) return apart;
  return a.code < b.code ? -1 : Number(a.code > b.code);
}

function isAchieved(status: Status): boolean {
  return status === 'achieved' || status === 'achieved_late';
}

function shareOf(rule: CompositeRule, members: readonly MemberProgress[]): Exact | null {
  const shares = members.flatMap(({ share }) => (share === null ? [] : [share]));
  const [first] = shares;
  if (first === undefined) return null;
  if (rule === 'any') return shares.reduce(larger, first);
  if (shares.length < members.length) return null;
  return rule === 'weighted' ? weightedShare(members) : shares.reduce(smaller, first);
}

/** Σ w·clip(share, 0, 1) ÷ Σ w; a member without a weight weighs 1. */
function weightedShare(members: readonly MemberProgress[]): Exact | null {
  const weights = members.reduce((sum, { weight }) => sum.add(weight ?? ONE), ZERO);
  const weighted = members.reduce(
    (sum, { share, weight }) => sum.add(clip(share ?? ZERO, ZERO, ONE).mul(weight ?? ONE)),
    ZERO,
  );
  return quotient(weighted, weights);
}
