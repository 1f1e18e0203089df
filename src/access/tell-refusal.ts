import { Injectable } from '@nestjs/common';
import { actorOf, TellApart } from '../audit';
import { type Access, Problem, RowsProblem } from '../platform/http';
import type { SignedInRequest } from './current-session';

/** Who tries doors should be seen: tells the trail what a person who is known was refused. */
@Injectable()
export class TellRefusal {
  constructor(private readonly tell: TellApart) {}

  /** What is no refusal of a permission, or of nobody who is known, is not told. */
  async execute(error: unknown, { principal, method, routeOptions }: SignedInRequest, access: Access | null) {
    const code = refusalIn(error);
    if (code === null || principal === undefined) return;
    await this.tell.execute({
      actor: actorOf(principal),
      action: 'permission.refused',
      subject: `${method} ${routeOptions.url ?? ''}`,
      details: { code, permission: access },
    });
  }
}

/** The code of what was forbidden; of many things asked for together, the first that was. */
function refusalIn(error: unknown): string | null {
  if (!(error instanceof Problem)) return null;
  const rows = error instanceof RowsProblem ? error.rows.map(({ problem }) => problem) : [];
  return [error, ...rows].find((problem) => problem?.kind === 'forbidden')?.code ?? null;
}
