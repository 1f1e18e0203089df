import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { findingFields, type HandedIn, type HandedRow, HandIn } from '../actuals';
import type { Principal } from '../domain/access';
import { isOfAmounts } from '../domain/goal';
import type { Tx } from '../platform/database';
import { Problem } from '../platform/http';
import type { Entry, RowProblem } from './read-entry';
import { type RowFate, type StagedRow, StagedRowsRepository } from './staged-rows.repository';

/** Says what each staged row comes to: as if it were entered by hand, after those before it. */
@Injectable()
export class JudgeRows {
  constructor(
    private readonly rows: StagedRowsRepository,
    private readonly handIn: HandIn,
  ) {}

  /** Hands the fates to `each` as they come; returns a digest of them all, which names the outcome. */
  async execute(
    tx: Tx,
    principal: Principal,
    batch: number,
    each: (fates: readonly RowFate[]) => Promise<void>,
  ): Promise<string> {
    const outcome = createHash('sha256');
    for await (const chunk of this.rows.chunks(tx, batch)) {
      const fates = await this.judge(tx, principal, chunk);
      for (const { line, fate, problems, figure } of fates)
        outcome.update(JSON.stringify([line, fate, problems, figure]));
      await each(fates);
    }
    return outcome.digest('hex');
  }

  private async judge(tx: Tx, principal: Principal, chunk: readonly StagedRow[]): Promise<RowFate[]> {
    const read = chunk.map((row) => ({ row, wrong: wrongBefore(row) }));
    const sound = read
      .filter(({ row, wrong }) => row.entry !== null && wrong.length === 0)
      .map(({ row }) => row);
    const judged = await this.handIn.execute(tx, principal, sound.map(handedRow));
    const outcomes = new Map(sound.map((row, index) => [row, judged[index]]));
    return read.map(({ row, wrong }) => ({ line: row.line, ...fateOf(outcomes.get(row), wrong) }));
  }
}

/** Of a row that was not handed in, by what is wrong with it: nothing is where it is not filled in. */
function fateOf(
  outcome: HandedIn | Problem | undefined,
  wrong: readonly RowProblem[],
): Omit<RowFate, 'line'> {
  if (outcome === undefined)
    return { fate: wrong.length === 0 ? 'blank' : 'error', problems: wrong, figure: null };
  if (outcome instanceof Problem) return { fate: 'error', problems: problemsOf(outcome), figure: null };
  if (outcome.fate === 'same') {
    const problems = outcome.leftAside.map((name) => ({
      path: name === 'evidenceUrl' ? 'evidence_url' : name,
      code: 'entry.left_aside',
      params: {},
    }));
    return { fate: 'same', problems, figure: null };
  }
  const { fate, figure } = outcome;
  return { fate, problems: findingFields(figure.heldFor ?? []), figure };
}

/** What speaks against a row before anything of the record is looked at. */
function wrongBefore({ entry, problems, ...indicator }: StagedRow): readonly RowProblem[] {
  if (entry === null) return problems ?? [];
  return [wrongUnit, wrongPercent, wrongScale, wrongSpan].flatMap((wrong) => wrong(entry, indicator));
}

type OfIndicator = Pick<StagedRow, 'unitZh' | 'unitEn' | 'measure' | 'entryMode'>;

function wrongUnit({ asWritten: { unit } }: Entry, { unitZh, unitEn }: OfIndicator): RowProblem[] {
  if (unit === undefined || unitZh === null || [unitZh, unitEn].includes(unit)) return [];
  return [{ path: 'unit', code: 'entry.unit', params: { given: unit, unit: unitZh } }];
}

function wrongPercent({ asWritten: { percent } }: Entry, { unitZh, measure }: OfIndicator): RowProblem[] {
  if (percent !== true || measure === null || measure === 'ratio') return [];
  return [{ path: 'value', code: 'entry.percent', params: { unit: unitZh ?? '' } }];
}

/** 6.6万 of something counted in 万吨: whether it was multiplied in already is not to be guessed. */
function wrongScale({ asWritten: { scaled } }: Entry, { unitZh }: OfIndicator): RowProblem[] {
  if (scaled !== true || unitZh === null || !/^[百千万亿]/.test(unitZh)) return [];
  return [{ path: 'value', code: 'entry.scaled', params: { unit: unitZh } }];
}

/** A day by itself would be the amount of that day. */
function wrongSpan({ asWritten: { endOnly } }: Entry, { entryMode }: OfIndicator): RowProblem[] {
  if (endOnly !== true || entryMode === null || !isOfAmounts(entryMode)) return [];
  return [{ path: 'period_start', code: 'entry.period.start', params: {} }];
}

/** As it would be entered by hand: without how the figure was written, and about what names were found to mean. */
function handedRow({ entry, indicator, area }: StagedRow): HandedRow {
  const { asWritten, ...said } = entry as Entry;
  return { input: { ...said, indicator, area, independent: false }, exportedFrom: asWritten.id ?? null };
}

/** A problem of an entry by hand as problems of a row. */
function problemsOf({ code, params, fields }: Problem): RowProblem[] {
  if (fields.length > 0)
    return fields.map((field) => ({ path: field.path, code: field.code, params: field.params }));
  return [{ path: '', code, params }];
}
