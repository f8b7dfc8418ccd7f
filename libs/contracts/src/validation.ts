import { plainToInstance } from 'class-transformer';
import {
  ARRAY_MAX_SIZE,
  getMetadataStorage,
  IS_UUID,
  validateSync,
  type ValidationError,
} from 'class-validator';
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
/** More than any request has, in one object. */
const MAX_FIELDS = 500;
/** What is wrong many times over is named so often. */
const MAX_NAMED = 20;

/** Why PostgreSQL cannot store a text. */
export function unstorable(text: string): string | undefined {
  if (text.includes('\u0000')) return 'must not hold the character U+0000';
  return text.isWellFormed() ? undefined : 'must not hold half a character (an unpaired surrogate)';
}

/** Whether it is nested deeper than anything is meant to be. */
export const isTooDeep = (value: unknown, depth = 0): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (depth === MAX_DEPTH || Object.values(value).some((part) => isTooDeep(part, depth + 1)));

/** The first string that PostgreSQL cannot store, or what is larger or nested deeper than anything is meant to be. */
function findUnstorable(value: unknown, field = '', depth = 0): FieldProblem | undefined {
  if (typeof value === 'string') {
    const problem = unstorable(value);
    return problem === undefined ? undefined : { field, problem: `${field} ${problem}` };
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return { field, problem: `${field} is nested too deep` };
  const parts = Object.entries(value);
  if (parts.length > MAX_FIELDS && !Array.isArray(value))
    return { field, problem: `${field} must not have more than ${MAX_FIELDS} fields`.trimStart() };
  for (const [key, part] of parts) {
    const place = Array.isArray(value) ? `${field}[${key}]` : field ? `${field}.${key}` : key;
    const found = findUnstorable(part, place, depth + 1);
    if (found) return found;
  }
  return undefined;
}

const rulesOf = (type: unknown) =>
  getMetadataStorage().getTargetValidationMetadatas(type as DtoClass, '', false, false);

const ID_FIELDS = new Map<unknown, ReadonlySet<string>>();

function idFieldsOf(type: unknown): ReadonlySet<string> {
  const known = ID_FIELDS.get(type);
  if (known) return known;
  const rules = rulesOf(type).filter(({ name }) => name === IS_UUID);
  const fields = new Set(rules.map(({ propertyName }) => propertyName));
  ID_FIELDS.set(type, fields);
  return fields;
}

/** An id is the same in capitals; in the database and on the wire it is in small letters. */
function lowerIds(value: unknown): void {
  if (Array.isArray(value)) value.forEach(lowerIds);
  if (!isObject(value)) return;
  const ids = idFieldsOf(value.constructor);
  for (const [property, part] of Object.entries(value) as [string, unknown][]) {
    if (ids.has(property)) Object.assign(value, { [property]: lower(part) });
    else lowerIds(part);
  }
}

function lower(id: unknown): unknown {
  if (Array.isArray(id)) return id.map(lower);
  return typeof id === 'string' ? id.toLowerCase() : id;
}

/** A list that is longer than its class allows; found before anybody looks at what is in it. */
function findOverlong(type: DtoClass, input: object, path = ''): FieldProblem | undefined {
  const rules = rulesOf(type);
  for (const [property, value] of Object.entries(input) as [string, unknown][]) {
    const field = path ? `${path}.${property}` : property;
    const rule = rules.find((one) => one.propertyName === property && one.name === ARRAY_MAX_SIZE);
    const most = Number(rule?.constraints?.[0]);
    if (Array.isArray(value) && value.length > most)
      return { field, problem: `${field} must contain no more than ${most} elements` };
    const inner: unknown = Reflect.getMetadata('design:type', type.prototype as object, property);
    if (!isObject(value) || typeof inner !== 'function' || inner === Object) continue;
    const found = findOverlong(inner as DtoClass, value, field);
    if (found) return found;
  }
  return undefined;
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refusal(problems: FieldProblem[]): AppError {
  const fields = problems.slice(0, MAX_NAMED);
  return new AppError('INVALID_ARGUMENT', fields.map(({ problem }) => problem).join('; '), { fields });
}

/**
 * Turns unknown input into an instance of `type`.
 * @throws AppError INVALID_ARGUMENT that names every wrong field.
 */
export function validate<T extends object>(
  type: DtoClass<T>,
  input: unknown,
  unknownFields: UnknownFields,
): T {
  if (!isObject(input)) throw refusal([{ field: '', problem: 'must be an object' }]);
  const broken =
    unknownFields === 'refuse' ? (findOverlong(type, input) ?? findUnstorable(input)) : undefined;
  if (broken) throw refusal([broken]);
  const instance = plainToInstance(type, input);
  const errors = validateSync(instance, {
    whitelist: true,
    forbidNonWhitelisted: unknownFields === 'refuse',
    forbidUnknownValues: false,
  });
  if (errors.length > 0) throw refusal(flatten(errors));
  if (unknownFields === 'refuse') lowerIds(instance);
  return instance;
}
