import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { AppError, RPC, validate, type DtoClass } from '#contracts';
import type { Request } from 'express';
import { subjectOf } from '../auth/asks.decorator';
import { idempotencyField } from './idempotency';

const WITHOUT_BODY = new Set(['GET', 'HEAD', 'DELETE']);

/**
 * The validated request of the route's subject, put together from body or query, path parameters (named as the
 * fields that they fill) and the `Idempotency-Key` header.
 */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { request: type } = RPC[subjectOf(context.getHandler())];
  return readInput(type, context.switchToHttp().getRequest<Request>());
});

export function readInput<T extends object>(
  type: DtoClass<T>,
  request: Pick<Request, 'method' | 'query' | 'body' | 'params' | 'header'>,
): T {
  const body: unknown = request.body ?? {};
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw new AppError('INVALID_ARGUMENT', 'The body must be a JSON object.');
  }
  const given = WITHOUT_BODY.has(request.method) ? fromText(type, request.query) : body;
  const key = idempotencyKey(type, request);
  return validate(type, { ...given, ...key, ...fromText(type, request.params) }, 'refuse');
}

function idempotencyKey(type: DtoClass, request: Pick<Request, 'header'>): Record<string, string> {
  const field = idempotencyField(type);
  if (!field) return {};
  const key = request.header('idempotency-key')?.replace(/^"(.*)"$/, '$1');
  if (key) return { [field]: key };
  throw new AppError('INVALID_ARGUMENT', 'The header Idempotency-Key is missing.', {
    fields: [{ field: 'Idempotency-Key', problem: 'the header is required here' }],
  });
}

/** Text from the URL as the types that the fields have; what does not fit stays as it is and is refused later. */
function fromText(type: DtoClass, given: object): Record<string, unknown> {
  const prototype = type.prototype as object;
  const typed = Object.entries(given).map(([field, value]: [string, unknown]): [string, unknown] => {
    const wanted: unknown = Reflect.getMetadata('design:type', prototype, field);
    if (wanted === Number && typeof value === 'string' && value.trim() !== '') return [field, Number(value)];
    if (wanted === Boolean && (value === 'true' || value === 'false')) return [field, value === 'true'];
    return [field, value];
  });
  return Object.fromEntries(typed);
}
