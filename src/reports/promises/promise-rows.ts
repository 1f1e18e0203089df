import { changedFields, type TermsContent, type TermsView } from '../../goals';
import type { Cell } from '../../platform/csv';
import type { Clocks } from '../../progress';
import type { ChangedGoal, ProposalThen } from './changed-goals';
import { PROMISES_COLUMNS } from './columns';

type Facts = Readonly<Record<string, Cell>>;

interface Change {
  /** When it came up: a version by its approval, a proposal by when it was made. */
  readonly at: string;
  readonly facts: Facts;
}

/** The changes of one promise, oldest first, each beside what was first stated and what it was made on. */
export function promiseRows(goal: ChangedGoal, clocks: Clocks): Cell[][] {
  const [original] = goal.versions;
  if (original === undefined) return [];
  const same = {
    ...identity(goal),
    ...promised('original_', original),
    as_of: clocks.asOf,
    known_at: clocks.knownAt,
  };
  const changes = [...versionChanges(goal, clocks.asOf), ...openProposals(goal)];
  // Stable, and never two of one moment: a goal has one proposal at a time, and a version comes out of it.
  changes.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  return changes.map(({ facts }) =>
    PROMISES_COLUMNS.map(({ name }) => facts[name] ?? (same as Facts)[name] ?? null),
  );
}

function identity(goal: ChangedGoal): Facts {
  return {
    code: goal.code,
    name: goal.name,
    indicator_code: goal.indicatorCode,
    area_code: goal.areaCode,
    area_name: goal.areaName,
    department_code: goal.departmentCode,
    department_name: goal.departmentName,
    unit: goal.unit,
  };
}

function versionChanges({ versions, proposals }: ChangedGoal, asOf: string): Change[] {
  const inForce = versions.findLast(({ effectiveFrom }) => effectiveFrom <= asOf) ?? versions[0];
  return versions.slice(1).flatMap((terms, index) => {
    const before = versions[index];
    if (before === undefined) return [];
    // A catalog changes without a proposal; so do the members of an each-area goal, with it.
    const proposal = proposals.find(
      ({ state, baseVersion }) => state === 'approved' && baseVersion === before.version,
    );
    const facts = {
      change_state: stateOf(terms, inForce),
      terms_version: String(terms.version),
      ...compared(before, terms),
      terms_effective_from: terms.effectiveFrom,
      terms_reason: terms.reason,
      document: terms.document,
      proposed_by: terms.author,
      proposed_at: proposal?.proposedAt ?? null,
      decided_by: terms.approvedBy,
      decided_at: terms.recordedAt,
    };
    return [{ at: terms.recordedAt, facts }];
  });
}

function stateOf({ version }: TermsView, inForce: TermsView | undefined): string {
  if (inForce === undefined || version > inForce.version) return 'upcoming';
  return version === inForce.version ? 'in_force' : 'replaced';
}

function openProposals({ versions, proposals }: ChangedGoal): Change[] {
  return proposals.flatMap((proposal) => {
    const before = versions.find(({ version }) => version === proposal.baseVersion);
    if (proposal.state === 'approved' || before === undefined) return [];
    return [{ at: proposal.proposedAt, facts: proposed(proposal, before) }];
  });
}

function proposed(proposal: ProposalThen, before: TermsView): Facts {
  return {
    change_state: proposal.state,
    ...compared(before, proposal.content),
    terms_effective_from: proposal.effectiveFrom,
    terms_reason: proposal.reason,
    document: proposal.document,
    proposed_by: proposal.proposedBy,
    proposed_at: proposal.proposedAt,
    decided_by: proposal.decidedBy,
    decided_at: proposal.decidedAt,
    decision_reason: proposal.decisionReason,
  };
}

const compared = (before: TermsContent, after: TermsContent): Facts => ({
  changed_fields: changedFields(before, after).join(' '),
  ...promised('previous_', before),
  ...promised('', after),
});

function promised(prefix: string, of: TermsContent): Facts {
  const stages = of.stages.map(({ at, value }) => `${at}: ${value}`).join('; ');
  return {
    [`${prefix}comparator`]: of.comparator,
    [`${prefix}target`]: of.target,
    [`${prefix}baseline_value`]: of.baseline?.value ?? null,
    [`${prefix}baseline_at`]: of.baseline?.at ?? null,
    [`${prefix}deadline`]: of.deadline,
    [`${prefix}stages`]: stages === '' ? null : stages,
  };
}
