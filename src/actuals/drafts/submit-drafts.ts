import { Injectable } from '@nestjs/common';
import type { Principal } from '../../domain/access';
import type { Tx } from '../../platform/database';
import { invalidField, judged, notFound, Problem, RowsProblem, type WriteResult } from '../../platform/http';
import { LogActualInput } from '../actuals.dto';
import type { NewActual } from '../actuals.repository';
import { LogActual } from '../log-actual';
import { type DraftView, MAX_SUBMITTED, type SubmitDraftsInput } from './drafts.dto';
import { DraftsRepository } from './drafts.repository';

/** Makes submitted figures of drafts: all of those asked for, or none and what speaks against each. */
@Injectable()
export class SubmitDrafts {
  constructor(
    private readonly drafts: DraftsRepository,
    private readonly logActual: LogActual,
  ) {}

  async execute(tx: Tx, principal: Principal, input: SubmitDraftsInput): Promise<WriteResult> {
    const asked = idsAsked(input);
    const taken = await this.drafts.take(tx, principal.personId, asked, MAX_SUBMITTED + 1);
    const ids = asked ?? taken.map(({ id }) => id);
    if (ids.length === 0) throw new Problem('unprocessable', 'draft.none');
    if (ids.length > MAX_SUBMITTED)
      throw new Problem('unprocessable', 'draft.too_many', { max: MAX_SUBMITTED });
    const figures = await this.prepare(tx, principal, ids, taken);
    const actuals = await this.logActual.submit(tx, principal, figures);
    await this.drafts.remove(tx, ids);
    return {
      status: 201,
      body: { items: ids.map((draftId, index) => ({ draftId, actual: actuals[index] })) },
    };
  }

  private async prepare(
    tx: Tx,
    principal: Principal,
    ids: readonly number[],
    taken: readonly DraftView[],
  ): Promise<NewActual[]> {
    const byId = new Map(taken.map((draft) => [draft.id, draft]));
    const inputs = await Promise.all(ids.map((id) => entryOf(byId.get(id))));
    const entries = inputs.filter((input): input is LogActualInput => !(input instanceof Problem));
    const prepared = await this.logActual.prepare(tx, principal, entries);
    const outcome = new Map(entries.map((entry, index) => [entry, prepared[index]]));
    const fates = inputs.map((input) => (input instanceof Problem ? input : outcome.get(input)));
    const figures = fates.filter(
      (fate): fate is NewActual => fate !== undefined && !(fate instanceof Problem),
    );
    if (figures.length === ids.length) return figures;
    throw new RowsProblem(
      'draft.rows',
      ids.map((id, index) => ({ id, problem: fates[index] instanceof Problem ? fates[index] : null })),
    );
  }
}

/** Null for all. Throws where neither or both are asked for. */
function idsAsked({ ids, all }: SubmitDraftsInput): readonly number[] | null {
  if ((ids === undefined) === (all !== true)) throw invalidField('ids', 'draft.which');
  return ids ?? null;
}

/** The draft as an entry, judged by the rules of one; what was left empty, or is null as it could be once, was not given. */
async function entryOf(draft: DraftView | undefined): Promise<LogActualInput | Problem> {
  if (draft === undefined) return notFound('draft.not_found');
  const { indicatorCode: indicator, areaCode: area, definition, period, fields } = draft;
  const given = Object.entries(fields).filter(([, typed]) => typed !== '' && typed !== null);
  try {
    return await judged(LogActualInput, {
      indicator,
      area,
      definition,
      period,
      ...Object.fromEntries(given),
    });
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
