import { getMetadataStorage } from 'class-validator';
import type { DtoClass } from '#contracts';

const FIELDS: readonly string[] = ['idempotencyKey', 'clientMessageId'];

/** The field of a request that the `Idempotency-Key` header fills, if it has one. */
export function idempotencyField(type: DtoClass): string | undefined {
  const properties = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return properties.find(({ propertyName }) => FIELDS.includes(propertyName))?.propertyName;
}
