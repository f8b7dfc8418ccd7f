import type { OperationObject, ParameterObject, ResponseObject, SchemaObject } from '@nestjs/swagger';
import { AttachmentContent, Nothing, RPC, type DtoClass, type Permission, type RpcSubject } from '#contracts';
import { idempotencyField } from '../http/idempotency';
import { PROBLEM_TYPE } from '../http/problem';
import { refTo, schemaOf, withoutNull, type ObjectSchema, type Property } from './dto-schemas';

/** The name under which the document knows the bearer token. */
export const SECURITY = 'session';

const WITHOUT_BODY = new Set(['get', 'delete']);

/** What can go wrong is the same everywhere. */
export function describeProblems(operation: OperationObject): void {
  operation.responses['default'] = {
    description: 'What went wrong, as problem details (RFC 9457)',
    content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

/** Fills in what the contract of the subject says. */
export function describeOperation(
  operation: OperationObject,
  route: { method: string; path: string },
  subject: RpcSubject,
): void {
  const { request, response, permission }: { request: DtoClass; response: DtoClass; permission: Permission } =
    RPC[subject];
  operation.description = `Permission: \`${permission}\`.`;
  if (permission !== 'public') operation.security = [{ [SECURITY]: [] }];
  describeRequest(operation, route, request);
  describeAnswer(operation, response);
}

function describeRequest(
  operation: OperationObject,
  { method, path }: { method: string; path: string },
  type: DtoClass,
): void {
  const schema = schemaOf(type);
  const key = idempotencyField(type);
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const rest = omit(schema, key ? [...inPath, key] : inPath);

  operation.parameters = inPath.map((name) => parameter('path', name, schema.properties[name], true));
  if (key) operation.parameters.push(parameter('header', 'Idempotency-Key', schema.properties[key], true));
  if (WITHOUT_BODY.has(method)) {
    for (const [name, property] of Object.entries(rest.properties)) {
      operation.parameters.push(parameter('query', name, property, rest.required.includes(name)));
    }
  } else if (Object.keys(rest.properties).length > 0) {
    const isWhole = Object.keys(rest.properties).length === Object.keys(schema.properties).length;
    const body = isWhole ? refTo(type) : (rest as SchemaObject);
    operation.requestBody = {
      required: rest.required.length > 0,
      content: { 'application/json': { schema: body } },
    };
  }
}

function describeAnswer(operation: OperationObject, type: DtoClass): void {
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (status === 'default' || !answer) continue;
    operation.responses[status] = {
      description: 'Done',
      ...(type === Nothing ? {} : { content: contentOf(type) }),
    };
  }
}

/** A file is answered as its bytes. */
const contentOf = (type: DtoClass): NonNullable<ResponseObject['content']> =>
  type === AttachmentContent
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: refTo(type) } };

function omit(schema: ObjectSchema, names: string[]): Required<ObjectSchema> {
  const properties = Object.entries(schema.properties).filter(([name]) => !names.includes(name));
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    required: (schema.required ?? []).filter((name) => !names.includes(name)),
  };
}

const parameter = (
  place: 'path' | 'query' | 'header',
  name: string,
  property: Property = {},
  required: boolean,
): ParameterObject => ({ name, in: place, required, schema: withoutNull(property) as SchemaObject });
