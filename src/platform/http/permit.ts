import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiCookieAuth, ApiBearerAuth } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Permission, Principal } from '../../domain/access';

/** What a route declares: a permission, or that anybody may call it. A route that declares neither is not served. */
export type Access = Permission | 'anonymous';

export const ACCESS = 'duixian:access';

/** Only for those who have this permission somewhere; where, is asked inside the query or by the use case. */
export const Permit = (permission: Permission) =>
  applyDecorators(SetMetadata(ACCESS, permission), ApiCookieAuth(), ApiBearerAuth());

/** For everybody, signed in or not. */
export const Anonymous = () => SetMetadata(ACCESS, 'anonymous' satisfies Access);

/** A request with what the guard found out about it. */
export interface KnownRequest extends FastifyRequest {
  principal?: Principal;
}

/** Who makes the request. Only on routes with `Permit`. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<KnownRequest>();
  if (principal === undefined) throw new Error('no principal: the route is declared anonymous');
  return principal;
});
