import { kindOf } from '../../domain/progress';
import type { Cell } from '../../platform/csv';
import type { Language } from '../../platform/messages';
import type { Judged } from '../../progress';
import type { Described } from '../progress/describe-commitments';
import { Group } from './group';

type Facts = Readonly<Record<string, Cell>>;

/** The groups of departments and of areas, with what is counted in each. As many as there are of these. */
export class Groups {
  private readonly all = new Map<string, { readonly about: Facts; readonly group: Group }>();

  constructor(
    private readonly asOf: string,
    private readonly language: Language,
  ) {}

  /** Counts a commitment in the group of its department and in that of its area. */
  add(code: string, described: Described, judged: Judged | null): void {
    const { terms, closedOn, departmentCode, areaCode } = described;
    const counted = {
      code,
      judged: judged === null ? null : verdictOf(judged),
      closed: closedOn !== null,
      deadline: terms?.deadline ?? null,
    };
    const zh = this.language === 'zh-CN';
    const department = zh ? described.departmentNameZh : described.departmentNameEn;
    const area = zh ? described.areaNameZh : described.areaNameEn;
    const kind = kindOf(described.rule);
    this.of('department', departmentCode, department, kind).add(counted);
    this.of('area', areaCode, area, kind).add(counted);
  }

  /** Departments before areas, each by code, goals before composites; what has no department or area comes last. */
  rows(): Facts[] {
    const inOrder = [...this.all].sort(([a], [b]) => (a < b ? -1 : 1));
    return inOrder.map(([, { about, group }]) => ({ ...about, ...group.cells() }));
  }

  private of(by: 'department' | 'area', code: string | null, name: string | null, kind: string): Group {
    // A key that sorts as the rows do; `~` comes after all that a code is made of.
    const key = [by === 'department' ? 1 : 2, code ?? '~', kind === 'goal' ? 1 : 2].join(' ');
    const found = this.all.get(key);
    if (found !== undefined) return found.group;
    const group = new Group(this.asOf);
    this.all.set(key, { about: { grouped_by: by, group_code: code, group_name: name, kind }, group });
    return group;
  }
}

const verdictOf = ({ quantities: { status, light } }: Judged) => ({
  status: status ?? '',
  light: light ?? '',
});
