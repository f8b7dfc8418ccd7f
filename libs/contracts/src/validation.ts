import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { AppError, type FieldProblem } from './errors';

export type DtoClass<T extends object = object> = new () => T;

/** Unknown fields: `refuse` them at the door; `drop` them in replies and events, so that a newer writer does not break an older reader. */
export type UnknownFields = 'refuse' | 'drop';

/**
 * For every object it validates class-validator looks through all classes there are. What a class asks for does not change
 * once it is in use: it is looked up once.
 */
function rememberMetadata(): void {
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<unknown, ReturnType<typeof find>>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (schema || groups?.length) return find(target, schema, always, strictGroups, groups);
    const found = known.get(target) ?? find(target, schema, always, strictGroups, groups);
    known.set(target, found);
    return found;
  };
}
rememberMetadata();

const flatten = (errors: ValidationError[], path = ''): FieldProblem[] =>
  errors.flatMap((error) => {
    const isIndex = /^\d+$/.test(error.property) && Array.isArray(error.target);
    const field = isIndex
      ? `${path}[${error.property}]`
      : path
        ? `${path}.${error.property}`
        : error.property;
    const own = Object.values(error.constraints ?? {}).map((problem) => ({ field, problem }));
    return [...own, ...flatten(error.children ?? [], field)];
  });

const MAX_DEPTH = 20;

/** Why PostgreSQL cannot store a text. */
export function unstorable(text: string): string | undefined {
  if (text.includes('\u0000')) return 'must not hold the character U+0000';
  return text.isWellFormed() ? undefined : 'must not hold half a character (an unpaired surrogate)';
}

/** The first string that PostgreSQL cannot store, or what is nested deeper than anything is meant to be. */
function findUnstorable(value: unknown, field = '', depth = 0): FieldProblem | undefined {
  if (typeof value === 'string') {
    const problem = unstorable(value);
    return problem === undefined ? undefined : { field, problem: `${field} ${problem}` };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return { field, problem: `${field} is nested too deep` };
  for (const [key, part] of Object.entries(value)) {
    const place = Array.isArray(value) ? `${field}[${key}]` : field ? `${field}.${key}` : key;
    const found = findUnstorable(part, place, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const refusal = (fields: FieldProblem[]): AppError =>
  new AppError('INVALID_ARGUMENT', fields.map(({ problem }) => problem).join('; '), { fields });

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
    throw refusal([{ field: '', problem: 'must be an object' }]);
  }
  const broken = unknownFields === 'refuse' ? findUnstorable(input) : undefined;
  if (broken) throw refusal([broken]);
  const instance = plainToInstance(type, input);
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: unknownFields === 'refuse',
    forbidUnknownValues: false,
  });
  if (errors.length === 0) return instance;
  throw refusal(flatten(errors));
}
