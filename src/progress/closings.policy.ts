import { etag, Problem } from '../platform/http';
import type { ClosedView, CurrentProgressView } from './progress.dto';

/** After these nothing is expected to change any more, but for corrections. */
const FINAL: readonly string[] = ['achieved', 'achieved_late', 'missed'];

/** Changes when the commitment reads differently, is closed or reopened. */
export const progressTag = ({ asOf, knownAt, closed }: CurrentProgressView): string =>
  etag(`${asOf}.${knownAt}.${closed?.at ?? 'open'}`);

/** Throws 409 for a member of an each-area goal: it is closed and reopened with the whole. */
export function mustStandAlone(code: string, parent: string | null): void {
  if (parent !== null) throw new Problem('conflict', 'closing.follows_parent', { code, parent });
}

/** Throws 409 for what is closed already. */
export function mustBeOpen(code: string, closed: ClosedView | null): void {
  if (closed !== null)
    throw new Problem('conflict', 'closing.closed', { code, at: closed.at, by: closed.by });
}

/** Throws 409 for what is not closed. */
export function mustBeClosed(code: string, closed: ClosedView | null): void {
  if (closed === null) throw new Problem('conflict', 'closing.not_closed', { code });
}

/** Throws 409 where the status is not final, or another than the one who closes has seen. */
export function mustBeFinal(status: string, seen: string): void {
  if (!FINAL.includes(status)) throw new Problem('conflict', 'closing.not_final', { status });
  if (status !== seen) throw new Problem('conflict', 'closing.other_verdict', { status, seen });
}
