import { Param, type PipeTransform } from '@nestjs/common';
import { notFound } from './problem';

const CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const NUMBER = /^[1-9]\d{0,8}$/;

/** What is no code names nothing: 404, and nobody asks the database for it. */
class CodeOfPath implements PipeTransform<string, string> {
  constructor(private readonly missing: string) {}

  transform(code: string): string {
    if (!CODE.test(code)) throw notFound(this.missing, { code: code.slice(0, 64) });
    return code;
  }
}

class NumberOfPath implements PipeTransform<string, number> {
  constructor(private readonly missing: string) {}

  transform(id: string): number {
    if (!NUMBER.test(id)) throw notFound(this.missing, { id: id.slice(0, 64) });
    return Number(id);
  }
}

/** The `:code` of the path; `missing` is the error code when there is no such thing. */
export const CodeParam = (missing: string): ParameterDecorator => Param('code', new CodeOfPath(missing));

/** The numeric `:id` of the path, or the parameter of another name. */
export const NumberParam = (missing: string, name = 'id'): ParameterDecorator =>
  Param(name, new NumberOfPath(missing));
