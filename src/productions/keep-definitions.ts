import { Injectable } from '@nestjs/common';
import { tellerOf } from '../audit';
import type { Principal } from '../domain/access';
import type { Recurrence } from '../domain/calendar';
import type { Tx } from '../platform/database';
import { invalidField, requireMatch, type WriteResult } from '../platform/http';
import { definitionTag, mustBeInUse, mustKeep, readerOf } from './definitions.policy';
import { type DefinitionContent, DefinitionsRepository } from './definitions.repository';
import type { DefinitionInput, DefinitionView, ScheduleInput } from './productions.dto';

/** Days a recurrence can name, by how often it comes. */
const LAST_DAY = { week: 7, month: 31 } as const;

const tell = tellerOf('report_definition');

/** Makes, changes and ends the ways people ask for a report. */
@Injectable()
export class KeepDefinitions {
  constructor(private readonly definitions: DefinitionsRepository) {}

  /** Whoever makes one owns it. */
  async add(tx: Tx, principal: Principal, input: DefinitionInput): Promise<WriteResult> {
    const content = contentOf(input);
    const id = await this.definitions.add(tx, content, principal);
    await tell(tx, principal, 'report_definition.added', id, { after: content });
    const answer = await this.answer(tx, principal, id, 201);
    return { ...answer, location: `/api/v1/report-definitions/${id}` };
  }

  /** Replaces what it says. Throws 403 for somebody else's, 404, 409 for an ended one, 412, 428. */
  async change(
    tx: Tx,
    principal: Principal,
    id: number,
    ifMatch: string | undefined,
    input: DefinitionInput,
  ): Promise<WriteResult> {
    const before = await this.open(tx, principal, id, ifMatch);
    const content = contentOf(input);
    await this.definitions.change(tx, id, content, principal.name);
    const { name, report, face, options, schedule } = before;
    const details = { before: { name, report, face, options, schedule }, after: content };
    await tell(tx, principal, 'report_definition.changed', id, details);
    return this.answer(tx, principal, id, 200);
  }

  /** Takes it out of use; what was made of it stays. Throws as `change`. */
  async end(tx: Tx, principal: Principal, id: number, ifMatch: string | undefined): Promise<WriteResult> {
    const { name } = await this.open(tx, principal, id, ifMatch);
    await this.definitions.end(tx, id, principal.name);
    await tell(tx, principal, 'report_definition.ended', id, { name });
    return this.answer(tx, principal, id, 200);
  }

  private async open(
    tx: Tx,
    principal: Principal,
    id: number,
    ifMatch: string | undefined,
  ): Promise<DefinitionView> {
    const { view, ownerPerson } = await this.definitions.forEdit(tx, id, readerOf(principal));
    mustKeep(ownerPerson, principal);
    requireMatch(ifMatch, definitionTag(view));
    mustBeInUse(view);
    return view;
  }

  private async answer(tx: Tx, principal: Principal, id: number, status: 200 | 201): Promise<WriteResult> {
    const body = await this.definitions.one(id, readerOf(principal), tx);
    return { status, body, etag: definitionTag(body) };
  }
}

function contentOf({ name, report, face, options, schedule }: DefinitionInput): DefinitionContent {
  const recurrence = schedule === undefined ? null : recurrenceOf(schedule);
  return { name, report, face, options: { ...options }, recurrence };
}

/** Throws 400 naming the field where there is no such day. */
function recurrenceOf({ every, day, time }: ScheduleInput): Recurrence {
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  if (every === 'day') {
    if (day !== undefined) throw invalidField('schedule.day', 'report_definition.no_day');
    return { every, day: null, minute };
  }
  const max = LAST_DAY[every];
  if (day === undefined || day > max)
    throw invalidField('schedule.day', 'field.integer', { min: 1, max, given: day ?? '' });
  return { every, day, minute };
}
