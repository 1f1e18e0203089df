import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ACCESS } from '../platform/http';

/** Refuses to start with a route that does not say who may call it. */
@Injectable()
export class DeclaredRoutes implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    const undeclared = this.discovery.getControllers().flatMap(({ instance, metatype }) => {
      if (typeof metatype !== 'function') return [];
      const controller = instance as Record<string, () => unknown>;
      return this.scanner
        .getAllMethodNames(metatype.prototype as object)
        .map((name) => ({ name, handler: controller[name] }))
        .filter(
          ({ handler }) =>
            handler !== undefined &&
            Reflect.hasMetadata(PATH_METADATA, handler) &&
            this.reflector.getAllAndOverride<unknown>(ACCESS, [handler, metatype]) === undefined,
        )
        .map(({ name }) => `${metatype.name}.${name}`);
    });
    if (undeclared.length > 0)
      throw new Error(`routes without @Permit or @Anonymous: ${undeclared.join(', ')}`);
  }
}
