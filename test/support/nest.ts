import { DatabaseModule } from '#database';
import type { DynamicModule, INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MixedList } from 'typeorm';
import type { Schema, TestDatabase } from './database';

/** A service's module on a test database, without NATS; `imports` stand in for what it asks of others. */
export function openModule(
  module: Type,
  schema: Schema,
  entities: MixedList<new () => object>,
  { url }: TestDatabase,
  imports: DynamicModule[] = [],
): Promise<INestApplicationContext> {
  const root: DynamicModule = {
    module,
    imports: [...imports, DatabaseModule.forService({ url, schema, entities })],
  };
  return NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
}
