import { mayAtAll, type Principal, type Reach, reachOf } from '../domain/access';
import { etag, Problem } from '../platform/http';
import type { DefinitionView } from './productions.dto';

/** Whoever reads everything sees every saved report; others their own. */
export interface Reader {
  readonly personId: number;
  readonly reach: Reach;
}

export const readerOf = (principal: Principal): Reader => ({
  personId: principal.personId,
  reach: reachOf(principal, 'record.read') ?? [],
});

export const definitionTag = ({ version }: Pick<DefinitionView, 'version'>): string => etag(version);

/** Throws 403 where it is somebody else's and the caller keeps only their own. */
export function mustKeep(ownerPerson: number, principal: Principal): void {
  if (ownerPerson !== principal.personId && !mayAtAll(principal, 'report.manage'))
    throw new Problem('forbidden', 'report_definition.not_own');
}

/** Throws 409 for what is not used any more. */
export function mustBeInUse({ id, endedAt }: DefinitionView): void {
  if (endedAt !== null) throw new Problem('conflict', 'report_definition.ended', { id });
}
