import { RequestMethod, type INestApplicationContext, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { Permission } from '../contract/api.js';
import { ANY_MEMBER, PERMISSION, PUBLIC } from './caller.js';

/** Who may use a route; of permissions, one is enough. */
export type RouteMark = 'public' | 'any member' | { anyOf: readonly Permission[] };

/** A controller's class or one of its methods. */
type Marked = object;

/** The marks that hold for a handler: its own, or else those of its class. There has to be exactly one. */
export function markOf(handler: Marked, controller: Marked): RouteMark[] {
  const own = marksOn(handler);
  return own.length > 0 ? own : marksOn(controller);
}

function marksOn(target: Marked): RouteMark[] {
  const anyOf = Reflect.getMetadata(PERMISSION, target) as readonly Permission[] | undefined;
  return [
    ...(Reflect.getMetadata(PUBLIC, target) === true ? (['public'] as const) : []),
    ...(Reflect.getMetadata(ANY_MEMBER, target) === true ? (['any member'] as const) : []),
    ...(anyOf === undefined ? [] : [{ anyOf }]),
  ];
}

export interface Route {
  /** `Controller.method`, for messages. */
  handler: string;
  /** As HTTP writes it; ALL for every one. */
  method: string;
  path: string;
  marks: RouteMark[];
}

/** Every route of every controller in the application. */
export function routesOf(app: INestApplicationContext): Route[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer, { strict: false }).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return controllers.flatMap(({ metatype }) => {
    if (typeof metatype !== 'function') return [];
    const prototype = metatype.prototype as Record<string, Marked | undefined>;
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      return handler ? routesOfHandler(metatype as Type, handler, name) : [];
    });
  });
}

function routesOfHandler(controller: Type, handler: Marked, name: string): Route[] {
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  if (method === undefined) return [];
  return pathsOf(controller).flatMap((base) =>
    pathsOf(handler).map((path) => ({
      handler: `${controller.name}.${name}`,
      method: RequestMethod[method],
      path: `/${[base, path].join('/')}`.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, ''),
      marks: markOf(handler, controller),
    })),
  );
}

function pathsOf(target: Marked): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return typeof path === 'string' ? [path] : (path ?? ['']);
}
