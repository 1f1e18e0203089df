export { CodeParam, NumberParam } from './path-params';
export { CurrentReach } from './current-reach';
export { databaseProblem } from './database-problem';
export { etag, IfMatch, requireMatch } from './etag';
export { RequestLanguage } from './language.decorator';
export { Limit, LIMIT, type LimitName } from './limit';
export { ListQuery, Page } from './list-query.dto';
export { acceptMultipart, MULTIPART } from './multipart';
export { ApiPage, ApiWrite } from './openapi';
export {
  type Access,
  ACCESS,
  Anonymous,
  CurrentPrincipal,
  type KnownRequest,
  Permit,
  WHILE_INCOMPLETE,
  WhileIncomplete,
} from './permit';
export { attempt, type FieldProblem, invalidField, notFound, Problem, RowsProblem } from './problem';
export { ProblemFilter } from './problem.filter';
export { addSecurityHeaders, pagePolicy, protectUnrouted } from './security-headers';
export { sendWrite, type WriteResult } from './write-result';
export { fieldProblems, judged, validationPipe } from './input-pipe';
export * from './validation';
