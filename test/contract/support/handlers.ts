import type { DynamicModule, ForwardReference, Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants';
import { PATTERN_HANDLER_METADATA, PATTERN_METADATA } from '@nestjs/microservices/constants';
import { PatternHandler } from '@nestjs/microservices/enums/pattern-handler.enum';

type Import = Type | DynamicModule | ForwardReference<() => Type>;

/** A method that a service registers for a subject; `name` is such as `ArticlesHandler.get`. */
export interface Handler {
  subject: string;
  kind: 'request' | 'event';
  name: string;
}

/** Every `@Handles` and `@Consumes` method of the controllers that a module brings along; nothing is instantiated. */
export const handlersOf = (root: Type): Handler[] => [...controllersOf(root, new Set())].flatMap(methodsOf);

function* controllersOf(imported: Import, seen: Set<unknown>): Generator<Type> {
  const found = 'forwardRef' in imported ? imported.forwardRef() : imported;
  if (seen.has(found)) return;
  seen.add(found);
  if ('module' in found) {
    yield* found.controllers ?? [];
    for (const next of found.imports ?? []) yield* controllersOf(next as Import, seen);
    yield* controllersOf(found.module, seen);
    return;
  }
  yield* list<Type>(MODULE_METADATA.CONTROLLERS, found);
  for (const next of list<Import>(MODULE_METADATA.IMPORTS, found)) yield* controllersOf(next, seen);
}

const list = <T>(key: string, target: object): T[] => {
  const found: unknown = Reflect.getMetadata(key, target);
  return Array.isArray(found) ? (found as T[]) : [];
};

function methodsOf({ name, prototype }: Type<object>): Handler[] {
  return Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([method, { value }]) => {
    if (typeof value !== 'function') return [];
    const isEvent = Reflect.getMetadata(PATTERN_HANDLER_METADATA, value) === PatternHandler.EVENT;
    const kind = isEvent ? 'event' : 'request';
    return list<string>(PATTERN_METADATA, value).map((subject) => ({
      subject,
      kind,
      name: `${name}.${method}`,
    }));
  });
}
