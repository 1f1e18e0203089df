import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { type Permission, type Reach, reachOf } from '../../domain/access';
import { type KnownRequest } from './permit';

/** Where the one who asks has this permission; nowhere (an empty reach) where not at all. */
export const CurrentReach = createParamDecorator(
  (permission: Permission, context: ExecutionContext): Reach => {
    const { principal } = context.switchToHttp().getRequest<KnownRequest>();
    if (principal === undefined) throw new Error('no principal: the route is declared anonymous');
    return reachOf(principal, permission) ?? [];
  },
);
