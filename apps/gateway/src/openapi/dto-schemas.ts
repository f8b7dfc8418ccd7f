import * as contracts from '#contracts';
import type { DtoClass } from '#contracts';
import type { SchemaObject } from '@nestjs/swagger';
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { IS_ISO8601, ValidationTypes } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';

export interface ObjectSchema {
  type: 'object';
  properties: Record<string, Property>;
  required?: string[];
}

/** JSON Schema 2020-12, as OpenAPI 3.1 has it: also an array of types. */
export type Property = Omit<SchemaObject, 'type' | 'enum'> & {
  type?: string | string[];
  enum?: unknown[];
  $ref?: string;
};

const REF_PREFIX = '#/components/schemas/';
/** Marks, between the two steps below, what `@IsOptional()` lets be null. */
const MAY_BE_NULL = 'x-may-be-null';

const classes = new Map(
  Object.values(contracts)
    .filter((value): value is DtoClass => typeof value === 'function' && /^class /.test(value.toString()))
    .map((type) => [type.name, type]),
);

export const refTo = (type: DtoClass) => ({ $ref: REF_PREFIX + type.name });

/** What the validators of a contract class accept. */
export function schemaOf(type: DtoClass): ObjectSchema {
  const schema = targetConstructorToSchema(type, {
    classTransformerMetadataStorage: defaultMetadataStorage,
    refPointerPrefix: REF_PREFIX,
    additionalConverters: {
      [IS_ISO8601]: { type: 'string', format: 'date-time' },
      [contracts.ONLY_IF]: {},
      [ValidationTypes.CONDITIONAL_VALIDATION]: (meta) =>
        meta.name === 'isOptional' ? { [MAY_BE_NULL]: true } : {},
    },
  }) as Partial<ObjectSchema>;
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]): [string, Property] => [
    name,
    nullable(property),
  ]);
  return { type: 'object', ...schema, properties: Object.fromEntries(properties) };
}

/** The schemas of all contract classes that `document` refers to, directly or through others, by name. */
export function referencedSchemas(document: object): Record<string, ObjectSchema> {
  const schemas = new Map<string, ObjectSchema>();
  const waiting = referencedBy(document);
  for (let type = waiting.pop(); type; type = waiting.pop()) {
    if (schemas.has(type.name)) continue;
    const schema = schemaOf(type);
    schemas.set(type.name, schema);
    waiting.push(...referencedBy(schema));
  }
  return Object.fromEntries([...schemas].sort(([a], [b]) => a.localeCompare(b)));
}

/** The same property where null makes no sense, as in a query. */
export function withoutNull({ type, enum: values, anyOf, ...rest }: Property): Property {
  const types = Array.isArray(type) ? type.filter((name) => name !== 'null') : type;
  return {
    ...rest,
    ...(anyOf ? anyOf[0] : {}),
    ...(types ? { type: Array.isArray(types) && types.length === 1 ? types[0] : types } : {}),
    ...(values ? { enum: values.filter((value) => value !== null) } : {}),
  };
}

function nullable({
  [MAY_BE_NULL]: mayBeNull,
  ...property
}: Property & { [MAY_BE_NULL]?: boolean }): Property {
  if (!mayBeNull) return property;
  if (property.$ref) return { anyOf: [{ $ref: property.$ref }, { type: 'null' }] };
  return {
    ...property,
    type: [property.type ?? 'object', 'null'].flat(),
    ...(property.enum ? { enum: [...property.enum, null] } : {}),
  };
}

function referencedBy(part: object): DtoClass[] {
  const names = JSON.stringify(part).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  return [...names].flatMap(([, name = '']) => classes.get(name) ?? []);
}
