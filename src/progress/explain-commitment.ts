import type { Instant, WorkingCalendar } from '../domain/calendar';
import { explainGoal, type ExplanationStep, judgeGoal } from '../domain/progress';
import type { Tx } from '../platform/database';
import { type Language, translate } from '../platform/messages';
import { commitmentNames } from './commitment-names';
import { type Clocks, goalInput, goalRows } from './feed';
import type { Judged } from './judge-commitments';
import type { ExplainedStep } from './progress.dto';

export interface Explaining {
  readonly clocks: Clocks;
  readonly calendar: WorkingCalendar;
  readonly language: Language;
}

/** How the last of `judged` came about: a goal from its actuals and terms, a composite from the members before it. */
export async function explainCommitment(
  tx: Tx,
  judged: readonly Judged[],
  how: Explaining,
): Promise<ExplainedStep[]> {
  const own = judged.at(-1);
  if (own === undefined) return [];
  const rule = 'rule' in own.inputs ? String(own.inputs.rule) : null;
  const steps =
    rule === null
      ? await goalSteps(tx, own.commitmentId, how)
      : await compositeSteps(tx, own, {
          rule,
          members: judged.slice(0, -1),
          language: how.language,
          knownAt: how.clocks.knownAt,
        });
  return steps.map((step) => ({
    ...step,
    inputs: [...step.inputs],
    label: translate(how.language, 'report', `column.${step.quantity}`),
    text: translate(how.language, 'explain', step.rule),
  }));
}

async function goalSteps(tx: Tx, id: number, { clocks, calendar }: Explaining): Promise<ExplanationStep[]> {
  const steps: ExplanationStep[] = [];
  for await (const rows of goalRows(tx, clocks, [id])) {
    for (const row of rows) {
      const input = goalInput(row, clocks, calendar);
      steps.push(...explainGoal(input, judgeGoal(input)));
    }
  }
  return steps;
}

interface Composed {
  readonly rule: string;
  readonly members: readonly Judged[];
  readonly language: Language;
  readonly knownAt: Instant;
}

/** A composite is its members: each by its code and name with its status, and its share where it has one. */
async function compositeSteps(
  tx: Tx,
  { quantities, inputs }: Judged,
  { rule, members, language, knownAt }: Composed,
): Promise<(ExplanationStep & Pick<ExplainedStep, 'inputs'>)[]> {
  const listed = 'members' in inputs ? (inputs.members as { code: string }[]) : [];
  const codes = listed.map(({ code }) => code);
  const names = await commitmentNames(tx, codes, knownAt, language);
  const values = codes.map((code) => {
    const member = members.find((one) => one.code === code)?.quantities;
    const share = member?.share == null ? '' : ` ${member.share}%`;
    return { name: code, label: names.get(code) ?? code, value: `${member?.status ?? ''}${share}` };
  });
  return [
    {
      quantity: 'status',
      rule: `composite.${rule}`,
      formula: null,
      inputs: values,
      result: quantities.status ?? '',
    },
  ];
}
