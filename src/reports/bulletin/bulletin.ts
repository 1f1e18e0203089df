import type { CivilDate } from '../../domain/calendar';
import { LIGHTS } from '../../domain/progress';
import { type Language, translate } from '../../platform/messages';
import type { BulletinFacts, Item } from './bulletin-facts';
import { digest, type Light, worstFirst } from './digest';
import { statements } from './statements';
import { type Cell, COLUMNS, rowOf } from './table';
import { day, moment, say } from './words';

/** So many goals are listed at most; how many more there are is said. */
export const MOST_LISTED = 200;

const LIGHT_COLUMN = COLUMNS.findIndex(({ name }) => name === 'light');

export interface Row {
  /** Null where it could not be computed. */
  readonly light: Light | null;
  /** In the order of the columns. */
  readonly cells: readonly Cell[];
}

/** A bulletin as it is read, whatever its face: words and numbers ready to be set. */
export interface Bulletin {
  readonly language: Language;
  readonly asOf: CivilDate;
  /** Of the department or the programme. */
  readonly code: string;
  readonly name: string;
  readonly title: string;
  readonly subtitle: string;
  /** Who answers, and what was known. */
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly lights: readonly { readonly light: Light; readonly word: string; readonly count: string }[];
  readonly statements: readonly { readonly head: string; readonly text: string }[];
  readonly table: {
    readonly caption: string;
    /** `width` in parts of all. */
    readonly columns: readonly { readonly head: string; readonly width: number; readonly right: boolean }[];
    readonly rows: readonly Row[];
    /** How many goals are not listed; null where all are. */
    readonly more: string | null;
  };
  /** Which column carries the mark of the light. */
  readonly lightColumn: number;
  readonly notes: readonly string[];
  /** On every page: what it takes to make the same bulletin again. */
  readonly footer: string;
}

/** The same facts give the same bulletin, to the last sign. */
export function composeBulletin(facts: BulletinFacts): Bulletin {
  const { language, subject, asOf } = facts;
  const found = digest(facts.goals, asOf);
  const sorted = [...facts.goals].sort(worstFirst);
  const more = sorted.length - MOST_LISTED;
  return {
    language,
    asOf,
    code: subject.code,
    name: subject.name,
    title: say(language, `title.${subject.kind}`, { name: subject.name }),
    subtitle: say(language, 'subtitle', { asOf: day(asOf, language) }),
    facts: factLines(facts),
    lights: LIGHTS.map((light) => ({
      light,
      word: translate(language, 'progress', `light.${light}`),
      count: found.lights[light].toString(),
    })),
    statements: statements(facts, found),
    table: {
      caption: say(language, 'table'),
      columns: COLUMNS.map(({ name, width, right }) => ({
        head: say(language, `column.${name}`),
        width,
        right,
      })),
      rows: sorted.slice(0, MOST_LISTED).map((item) => ({ light: lightOf(item), cells: rowOf(item, facts) })),
      more: more > 0 ? say(language, 'table.more', { more }) : null,
    },
    lightColumn: LIGHT_COLUMN,
    notes: [say(language, 'note.nothing'), say(language, 'note.figures')],
    footer: say(language, 'footer', {
      code: subject.code,
      asOf,
      knownAt: facts.knownAt,
      method: facts.methodVersion,
    }),
  };
}

const lightOf = ({ quantities }: Item): Light | null => (quantities?.light ?? null) as Light | null;

function factLines({ language, subject, knownAt }: BulletinFacts): Bulletin['facts'] {
  const lines: readonly (readonly [string, string | null])[] = [
    ['department', subject.department],
    ['lead', subject.lead],
    ['area', subject.area],
    ['known_at', moment(knownAt, language)],
  ];
  return lines.map(([label, text]) => ({
    label: say(language, `fact.${label}`),
    text: text ?? say(language, 'fact.not_said'),
  }));
}
