import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { catchError, type Observable } from 'rxjs';
import { type Access, ACCESS } from '../platform/http';
import type { SignedInRequest } from './current-session';
import { TellRefusal } from './tell-refusal';

/** Tells of what use cases forbid, once their own transaction is gone; the guard tells of what it refuses itself. */
@Injectable()
export class RefusalsInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly tell: TellRefusal,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<SignedInRequest>();
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        await this.tell.execute(error, request, access ?? null);
        throw error;
      }),
    );
  }
}
