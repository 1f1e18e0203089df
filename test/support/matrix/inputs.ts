import 'reflect-metadata';
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import type { TestApplication } from '../application';

/** What a route takes from outside as a body or a query, by the class that judges it. */
export interface Input {
  readonly route: string;
  readonly from: 'body' | 'query';
  readonly dto: Type;
}

const FROM = { body: RouteParamtypes.BODY, query: RouteParamtypes.QUERY } as const;

/** Every body and query of the running application. */
export function inputsOf({ app }: TestApplication): Input[] {
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, object>;
      const names = new MetadataScanner().getAllMethodNames(prototype);
      return names.flatMap((name) => inputsOfMethod(metatype as Type, prototype, name));
    });
}

function inputsOfMethod(controller: Type, prototype: Record<string, object>, name: string): Input[] {
  const handler = prototype[name];
  if (handler === undefined || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
  const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? '';
  const parts = [controller, handler].map((of) => Reflect.getMetadata(PATH_METADATA, of) as string);
  const path = ['', 'api/v1', ...parts.map((part) => part.replace(/^\/|\/$/g, ''))].filter(
    (part, index) => index === 0 || part !== '',
  );
  const taken = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Record<
    string,
    { index: number }
  >;
  const types = Reflect.getMetadata('design:paramtypes', prototype, name) as Type[];
  return (['body', 'query'] as const).flatMap((from) =>
    Object.entries(taken)
      .filter(([key]) => key.startsWith(`${FROM[from]}:`))
      .map(([, { index }]) => ({ route: `${method} ${path.join('/')}`, from, dto: types[index] as Type })),
  );
}

export interface Field {
  readonly name: string;
  /** As it is declared. */
  readonly type: unknown;
  /** The class of what is inside, where that is judged too. */
  readonly nested: Type | null;
}

/** Every field a class lets in. */
export function fieldsOf(dto: Type): Field[] {
  const judged = getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false);
  return [...new Set(judged.map(({ propertyName }) => propertyName))].map((name) => {
    const type = Reflect.getMetadata('design:type', dto.prototype as object, name) as unknown;
    const nested = judged.some((one) => one.propertyName === name && one.type === 'nestedValidation');
    return { name, type, nested: nested ? insideOf(dto, name, type === Array) : null };
  });
}

/** The class that what is given in a field is made. */
function insideOf(dto: Type, name: string, isMany: boolean): Type {
  const made = plainToInstance(dto, { [name]: isMany ? [{}] : {} }) as Record<string, object>;
  const inside = isMany ? (made[name] as object[])[0] : made[name];
  return inside?.constructor as Type;
}
