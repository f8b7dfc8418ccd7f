const childrenOf = (value: unknown): [string, unknown][] | undefined =>
  typeof value === 'object' && value !== null ? Object.entries(value) : undefined;

/** Paths of the values that differ, such as `fees.zh` or `materials[2].en`; the order of an object's keys means nothing. */
export function changedFields(before: unknown, after: unknown, path = ''): string[] {
  const [old, young] = [childrenOf(before), childrenOf(after)];
  if (!old || !young || Array.isArray(before) !== Array.isArray(after)) return before === after ? [] : [path];
  const [oldValues, youngValues] = [new Map(old), new Map(young)];
  const keys = new Set([...youngValues.keys(), ...oldValues.keys()]);
  return [...keys].flatMap((key) => {
    const place = Array.isArray(after) ? `${path}[${key}]` : path ? `${path}.${key}` : key;
    return changedFields(oldValues.get(key), youngValues.get(key), place);
  });
}
