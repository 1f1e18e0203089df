import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Language, preferredLanguage, translate } from '../messages';
import { databaseProblem } from './database-problem';
import { type FieldProblem, Problem, type ProblemKind, type RowFate, RowsProblem } from './problem';

const STATUS: Record<ProblemKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  timeout: 408,
  conflict: 409,
  precondition_failed: 412,
  unprocessable: 422,
  too_large: 413,
  precondition_required: 428,
  too_many: 429,
  broken: 500,
  unavailable: 503,
  no_space: 507,
};

interface FieldDocument {
  path: string;
  code: string;
  message: string;
}

/** One of many rows; `code` and `message` null where nothing speaks against it. */
interface RowDocument {
  id: string | number;
  code: string | null;
  message: string | null;
  errors: FieldDocument[];
}

/** An RFC 9457 problem document. `code` and `errors[].code` are stable; the texts follow Accept-Language. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  code: string;
  instance: string;
  /** Names the request in the log. */
  requestId: string;
  errors: { path: string; code: string; message: string }[];
}

interface Outcome {
  readonly status: number;
  readonly problem: Problem;
}

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  /** Also for what is refused before a route is found: an address that is too long or badly encoded. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { status, problem } = this.outcome(error);
    // A stream that broke after its first byte cannot become a document any more.
    if (reply.sent) return;
    const language = preferredLanguage(request.headers['accept-language']);
    void reply
      .status(status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .header('content-language', language)
      .send(document(problem, status, request, language));
  }

  private outcome(error: unknown): Outcome {
    const problem = error instanceof Problem ? error : databaseProblem(error);
    if (problem !== null) return { status: STATUS[problem.kind], problem };
    const status = statusOf(error);
    if (status !== null && status < 500) return { status, problem: new Problem('invalid', `http.${status}`) };
    this.log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { status: status ?? 500, problem: new Problem('invalid', 'http.500') };
  }
}

/** Nest and Fastify name the status of their own refusals (no such route, body too large, not JSON). */
function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : null;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : null;
}

function document(
  problem: Problem,
  status: number,
  request: FastifyRequest,
  language: Language,
): ProblemDocument {
  return {
    type: `urn:duixian:problem:${problem.code}`,
    title: translate(language, 'errors', problem.code, problem.params),
    status,
    code: problem.code,
    instance: request.url,
    requestId: request.id,
    errors: fieldsOf(problem.fields, language),
    ...(problem instanceof RowsProblem ? { rows: problem.rows.map((row) => rowOf(row, language)) } : {}),
  };
}

function rowOf({ id, problem }: RowFate, language: Language): RowDocument {
  if (problem === null) return { id, code: null, message: null, errors: [] };
  const { code, params, fields } = problem;
  return {
    id,
    code,
    message: translate(language, 'errors', code, params),
    errors: fieldsOf(fields, language),
  };
}

const fieldsOf = (fields: readonly FieldProblem[], language: Language): FieldDocument[] =>
  fields.map(({ path, code, params }) => ({
    path,
    code,
    message: translate(language, 'errors', code, params),
  }));
