import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Permission, Principal } from '../../domain/access';

/** What a route declares: a permission, or that anybody may call it. A route that declares neither is not served. */
export type Access = Permission | 'anonymous';

export const ACCESS = 'duixian:access';
export const WHILE_INCOMPLETE = 'duixian:while-incomplete';

/** Only for those who have this permission somewhere; where, is asked inside the query or by the use case. */
export const Permit = (permission: Permission) =>
  applyDecorators(SetMetadata(ACCESS, permission), ApiCookieAuth(), ApiBearerAuth());

/** Also for a session that still needs a password or a factor: the routes that give it. */
export const WhileIncomplete = () => SetMetadata(WHILE_INCOMPLETE, true);

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
