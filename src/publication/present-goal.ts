import { type Language, translate } from '../platform/messages';
import type { PublicCommitment } from './publication.dto';
import type { PublishedGoal } from './published-goals';

/** What everybody is told of a goal, in one language. */
export function presentGoal(goal: PublishedGoal, language: Language): PublicCommitment {
  const { code, statedOn, comparator, target, deadline, value, valueAt, qualifier, status, light } = goal;
  const words = language === 'zh-CN' ? wordsZh(goal) : wordsEn(goal);
  const inWords = (prefix: string, said: string | null): string | null =>
    said === null ? null : translate(language, 'progress', `${prefix}.${said}`);
  return {
    code,
    name: words.name,
    area: words.area,
    source: words.source,
    statedOn,
    speakers: words.speakers,
    statement: statement(goal, words, language),
    comparator,
    target,
    unit: words.unit,
    deadline,
    value,
    valueAt,
    qualifier,
    status: inWords('status', status),
    light: inWords('light', light),
  };
}

type Words = Readonly<Record<'name' | 'area' | 'source' | 'speakers' | 'unit', string>>;

const wordsZh = ({ nameZh, areaZh, sourceZh, speakersZh, unitZh }: PublishedGoal): Words => ({
  name: nameZh,
  area: areaZh,
  source: sourceZh,
  speakers: speakersZh,
  unit: unitZh,
});

const wordsEn = ({ nameEn, areaEn, sourceEn, speakersEn, unitEn }: PublishedGoal): Words => ({
  name: nameEn,
  area: areaEn,
  source: sourceEn,
  speakers: speakersEn,
  unit: unitEn,
});

function statement(
  { milestone, comparator, target, deadline }: PublishedGoal,
  { name, area, unit }: Words,
  language: Language,
): string {
  const said = milestone ? 'done' : comparator;
  return translate(language, 'report', `statement.${said}`, { name, area, target, unit, deadline });
}
