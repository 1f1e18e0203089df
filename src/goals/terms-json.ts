import { instantSql } from '../platform/database';

/** SQL that makes a `TermsView` of a row `t` of goal_terms. */
export const TERMS_JSON = `json_build_object(
  'version', t.version, 'effectiveFrom', t.effective_from, 'effectiveUntil', t.effective_until,
  'comparator', t.comparator, 'target', t.target::text,
  'baseline', CASE WHEN t.baseline_at IS NOT NULL THEN json_build_object('value', t.baseline_value::text,
    'at', t.baseline_at, 'qualifier', t.baseline_qualifier, 'basis', t.baseline_basis) END,
  'startOn', t.start_on, 'deadline', t.deadline, 'deadlineBasis', t.deadline_basis,
  'stages', (SELECT coalesce(json_agg(json_build_object('at', s.at, 'value', s.value::text) ORDER BY s.at), '[]')
    FROM goal_stage s WHERE s.goal_id = t.goal_id AND s.version = t.version),
  'graceDays', t.grace_days, 'preset', t.preset, 'presetOnTrack', t.preset_on_track::text,
  'presetBehind', t.preset_behind::text, 'reason', t.reason, 'document', t.document, 'author', t.author, 'approvedBy', t.approved_by,
  'recordedAt', ${instantSql('t.recorded_at')})`;

/** SQL for the latest version of the terms of the goal whose id is the expression `goal`. */
export const latestTermsJson = (goal: string): string =>
  `(SELECT ${TERMS_JSON} FROM goal_terms t WHERE t.goal_id = ${goal} ORDER BY t.version DESC LIMIT 1)`;
