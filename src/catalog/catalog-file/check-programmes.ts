import { exact } from '../../domain/number';
import { checkRepeated, checkSpeakers, follow, type Codes } from './codes';
import type { MemberRecord, ProgrammeRecord } from './sections';

export function checkProgramme(programme: ProgrammeRecord, codes: Codes): void {
  follow(codes, 'areas', programme.responsible_area, programme.placeOf('responsible_area'));
  follow(codes, 'departments', programme.department, programme.placeOf('department'));
  checkSpeakers(codes, programme.speakers);
  const members = programme.members ?? [];
  checkRepeated(
    members,
    (member) => member.goal,
    (member) => member.placeOf('goal'),
  );
  for (const member of members) {
    follow(codes, 'goals', member.goal, member.placeOf('goal'));
    checkWeight(member, programme.rule);
  }
}

/** Weights mean something under `weighted` only, and there every member has one. */
function checkWeight(member: MemberRecord, rule: ProgrammeRecord['rule']): void {
  const { weight } = member;
  if (rule === undefined || weight === undefined) return;
  const place = member.placeOf('weight');
  if (weight === null) {
    if (rule === 'weighted') place.complain('weight_needed');
  } else if (rule !== 'weighted') place.complain('weight_not_allowed', { rule });
  else if (exact(weight).lte(0)) place.complain('weight_not_positive', { value: weight });
}
