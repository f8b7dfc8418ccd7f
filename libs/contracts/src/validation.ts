import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { AppError, type FieldProblem } from './errors';

export type DtoClass<T extends object = object> = new () => T;

/** Unknown fields: `refuse` them at the door; `drop` them in replies and events, so that a newer writer does not break an older reader. */
export type UnknownFields = 'refuse' | 'drop';

const flatten = (errors: ValidationError[], path = ''): FieldProblem[] =>
  errors.flatMap((error) => {
    const field = path ? `${path}.${error.property}` : error.property;
    const own = Object.values(error.constraints ?? {}).map((problem) => ({ field, problem }));
    return [...own, ...flatten(error.children ?? [], field)];
  });

/**
 * Turns unknown input into an instance of `type`.
 * @throws AppError INVALID_ARGUMENT that names every wrong field.
 */
export function validate<T extends object>(
  type: DtoClass<T>,
  input: unknown,
  unknownFields: UnknownFields,
): T {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new AppError('INVALID_ARGUMENT', 'Expected an object.', {
      fields: [{ field: '', problem: 'must be an object' }],
    });
  }
  const instance = plainToInstance(type, input);
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: unknownFields === 'refuse',
    forbidUnknownValues: false,
  });
  if (errors.length === 0) return instance;
  const fields = flatten(errors);
  throw new AppError('INVALID_ARGUMENT', fields.map((f) => f.problem).join('; '), { fields });
}
