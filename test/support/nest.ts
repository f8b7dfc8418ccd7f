import { DatabaseModule } from '#database';
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MixedList } from 'typeorm';
import type { Schema, TestDatabase } from './database';

/** A service's module on a test database, without NATS. */
export function openModule(
  module: Type,
  schema: Schema,
  entities: MixedList<new () => object>,
  { url }: TestDatabase,
): Promise<INestApplicationContext> {
  const root: DynamicModule = { module, imports: [DatabaseModule.forService({ url, schema, entities })] };
  return NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
}
